-- ARGV: 1 id, 2-6 as in state.lua, 7 limit of parallel calls, 8 budget, 9 tokens, 10 spending, 11 calls
-- Returns the number of the Verdict, the granted calls, and the requests, tokens and spending that are used.
local calls_limit, budget = tonumber(ARGV[7]), tonumber(ARGV[8])
local more_tokens, more_spending, more_calls = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])

-- A server that died does not settle what its requests reserved
for _, expired in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
  release(expired)
end

local verdict = 0
if budget > 0 and more_spending > 0 and spending + more_spending > budget then
  verdict = 2
elseif tokens_limit > 0 and tokens + more_tokens > tokens_limit + 1e-6 then
  verdict = 3
elseif requests_limit > 0 and requests + 1 > requests_limit + 1e-6 then
  verdict = 4
elseif calls_limit > 0 and calls >= calls_limit then
  verdict = 5
else
  if calls_limit > 0 then
    more_calls = math.min(more_calls, calls_limit - calls)
  end
  requests, tokens, calls, spending = requests + 1, tokens + more_tokens, calls + more_calls, spending + more_spending
  redis.call('ZADD', KEYS[2], string.format('%.0f', now + lease), ARGV[1])
  redis.call('HSET', KEYS[3], ARGV[1],
    string.format('%.0f %.0f %d ', more_tokens, more_spending, more_calls) .. counted)
  redis.call('EXPIRE', KEYS[2], ttl)
  redis.call('EXPIRE', KEYS[3], ttl)
end
save()
return {verdict, more_calls, string.format('%.17g', requests), string.format('%.17g', tokens),
  string.format('%.0f', spending)}
