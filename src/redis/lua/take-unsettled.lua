--[[
Takes the unsettled entries that were reported first. They are kept as being settled until they are, or until another gets
the lease.

KEYS 1 holder (string)   2 unsettled entries (zset)   3 those that are being settled (zset)
ARGV 1 who asks   2 limit

Returns their ids in the order of their reports; none when another has the lease, or nobody
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {} end
local ttl = math.max(redis.call('PTTL', KEYS[2]), redis.call('PTTL', KEYS[3]))
local taken = redis.call('ZPOPMIN', KEYS[2], ARGV[2])
local ids = {}
for i = 1, #taken, 2 do
  redis.call('ZADD', KEYS[3], taken[i + 1], taken[i])
  ids[#ids + 1] = taken[i]
end
if #ids > 0 then redis.call('PEXPIRE', KEYS[3], ttl) end
return ids
