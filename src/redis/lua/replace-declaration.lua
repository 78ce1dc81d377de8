--[[
Replaces a source's declaration if it is still what the caller read.

KEYS 1 source (hash)
ARGV 1 declaration as read, JSON   2 the new one

Returns 'replaced', also when it is the new one already
        'stale' when it is another; nothing is written
]]
local now = redis.call('HGET', KEYS[1], 'declaration')
if now == ARGV[2] then return 'replaced' end
if now ~= ARGV[1] then return 'stale' end
redis.call('HSET', KEYS[1], 'declaration', ARGV[2])
return 'replaced'
