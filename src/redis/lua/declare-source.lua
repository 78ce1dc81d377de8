--[[
Adds a source, or updates its declaration. What polling learned, its status and its next poll stay as they are.

KEYS 1 sources (set)   2 due   3 source (hash)   4 slot of its first poll
ARGV 1 source id   2 declaration, JSON without status   3 status of a new source   4 host   5 first poll, ms

Returns 'added' | 'updated' | 'unchanged'
]]
-- include: due-slots
local before = redis.call('HGET', KEYS[3], 'declaration')
if before == ARGV[2] then return 'unchanged' end
redis.call('HSET', KEYS[3], 'declaration', ARGV[2])
if before then return 'updated' end
redis.call('HSET', KEYS[3], 'status', ARGV[3], 'host', ARGV[4], 'due', ARGV[5])
redis.call('SADD', KEYS[1], ARGV[1])
if ARGV[3] == 'active' then enterSlot(KEYS[2], KEYS[4], ARGV[1], ARGV[4], ARGV[5]) end
return 'added'
