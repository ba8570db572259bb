-- ARGV: 1 id, 2-6 as in state.lua, 7 tokens that were reserved if the lease has ended, 8 used tokens, 9 spending
local reserved = release(ARGV[1]) or tonumber(ARGV[7])
tokens = math.max(0, tokens - reserved + ARGV[8])
if period == counted then
  spending = spending + ARGV[9]
end
save()
return 1
