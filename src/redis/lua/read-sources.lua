--[[
Reads sources as they lie in their buckets: a batch of polls is looked up by one command.

KEYS bucket of each source
ARGV the rest of its id

Returns for each its bytes, nil where nothing is declared
]]
local reply = {}
for i = 1, #KEYS do reply[i] = redis.call('HGET', KEYS[i], ARGV[i]) end
return reply
