--[[
A list's feeds were stored: all who follow it are due. Whoever waits for its next try goes on waiting for it.

KEYS 1 followers of the list (zset id → end of lease)   2 due (zset)
ARGV 1 now, ms   2 TTL of the index, ms

Returns how many follow
]]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local ids = redis.call('ZRANGE', KEYS[1], 0, -1)
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[2], 'NX', ARGV[1], id) end
if #ids > 0 then redis.call('PEXPIRE', KEYS[2], ARGV[2]) end
return #ids
