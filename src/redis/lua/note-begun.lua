--[[
Notes how far a batch of polls has gone, before anybody is asked. A later run ends those before it: a worker that was
taken for dead and is not goes no further than it has said.

KEYS 1 batch
ARGV 1 run of the batch, from 1   2 leases that may have been asked from now on, from the first one; 0 only asks
     3 time to keep it, ms

Returns how many may have been asked; -1 where a later run has begun, and nothing was written
]]
local known = redis.call('HMGET', KEYS[1], 'run', 'begun')
local run, begun = tonumber(known[1] or 0), tonumber(known[2] or 0)
if run > tonumber(ARGV[1]) then return -1 end
begun = math.max(begun, tonumber(ARGV[2]))
redis.call('HSET', KEYS[1], 'run', ARGV[1], 'begun', begun)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return begun
