--[[
Adds a source, or updates its declaration. What polling learned, its status and its next poll stay as they are.

KEYS 1 sources (set)   2 due   3 hosts   4 source (hash)
ARGV 1 source id   2 declaration, JSON without status   3 status of a new source   4 host id   5 first poll, ms

Returns 'added' | 'updated' | 'unchanged'
]]
local before = redis.call('HGET', KEYS[4], 'declaration')
if before == ARGV[2] then return 'unchanged' end
redis.call('HSET', KEYS[4], 'declaration', ARGV[2])
if before then return 'updated' end
redis.call('HSET', KEYS[4], 'status', ARGV[3])
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[4])
if ARGV[3] == 'active' then redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1]) end
return 'added'
