--[[
Takes a place for one call of a follower in the budget of its host, which it shares with all webhooks there.

KEYS 1 follower (hash)   2 target (hash)   3 target's lane (zset)
ARGV 1 follower id   2 now, ms   3 lease end, ms   4 places of a target   5 attempts at a target in a minute

Returns '' when it is taken, else when to come back, ms
]]
-- include: target-budget
local now = tonumber(ARGV[2])
local isProven = redis.call('HEXISTS', KEYS[1], 'followsUntil') == 1
local till = payTarget(KEYS[2], KEYS[3], ARGV[1], now, tonumber(ARGV[4]), tonumber(ARGV[5]), isProven)
if till then return string.format('%.0f', till) end
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[3], string.format('%.0f', math.max(1, tonumber(ARGV[3]) - now) * 2))
return ''
