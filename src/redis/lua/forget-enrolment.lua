--[[
Forgets an enrolment.

KEYS 1 enrolment (hash)   2 standings (hash source id → standing)   3 due (zset)
ARGV 1 source id   2 token   3 due member

Returns 1, or 0 when there was none
]]
local standing = redis.call('HGET', KEYS[2], ARGV[1])
if standing and string.match(standing, '^([^|]*)|') == ARGV[2] then redis.call('HDEL', KEYS[2], ARGV[1]) end
redis.call('ZREM', KEYS[3], ARGV[3])
return redis.call('UNLINK', KEYS[1])
