-- What one client uses, by the rules of QuotaState. Times are in microseconds, by the clock of Redis.
-- KEYS: 1 the counts, 2 the ends of the leases of open reservations, 3 what these reserved
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local requests_limit, tokens_limit, period = tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local lease, ttl = tonumber(ARGV[5]), ARGV[6]
local stored = redis.call('HMGET', KEYS[1], 'at', 'requests', 'tokens', 'calls', 'period', 'spending')
local at, requests, tokens = tonumber(stored[1] or now), tonumber(stored[2] or 0), tonumber(stored[3] or 0)
local calls, counted, spending = tonumber(stored[4] or 0), stored[5] or '', tonumber(stored[6] or 0)

local function leaked(level, limit)
  return limit == 0 and 0 or math.max(0, level - math.max(0, now - at) / 60e6 * limit)
end

-- Takes back what an open reservation holds. Returns its tokens, or nil if it is not open.
local function release(id)
  local held = redis.call('HGET', KEYS[3], id)
  if not held then
    return nil
  end
  redis.call('HDEL', KEYS[3], id)
  redis.call('ZREM', KEYS[2], id)
  local reserved, spent, used_calls, of = string.match(held, '^(%S+) (%S+) (%S+) (%S*)$')
  calls = math.max(0, calls - used_calls)
  if of == counted then
    spending = math.max(0, spending - spent)
  end
  return tonumber(reserved)
end

local function save()
  redis.call('HSET', KEYS[1], 'at', string.format('%.0f', now), 'requests', string.format('%.17g', requests),
    'tokens', string.format('%.17g', tokens), 'calls', calls, 'period', counted,
    'spending', string.format('%.0f', spending))
  redis.call('EXPIRE', KEYS[1], ttl)
end

requests, tokens = leaked(requests, requests_limit), leaked(tokens, tokens_limit)
-- A server whose clock is late does not bring the last period back
local same_kind = #period == #counted and string.match(period, '^[^:]*') == string.match(counted, '^[^:]*')
if (same_kind and period > counted) or (not same_kind and period ~= counted) then
  counted, spending = period, 0
end
