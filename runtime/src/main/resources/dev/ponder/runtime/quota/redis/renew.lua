-- Extends the leases of open reservations. KEYS: 1 the ends of the leases. ARGV: 1 lease, then ids
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
for i = 2, #ARGV do
  redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', now + ARGV[1]), ARGV[i])
end
return 1
