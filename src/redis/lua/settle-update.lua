--[[
Ends the wait of a story whose update was told, unless the story has changed since it was read: then it is told again,
later.

KEYS 1 updates (zset story id → when to tell, ms)   2 the story (hash)
ARGV 1 story id   2 version that was told, '' where the story is gone or part of another   3 when to tell the next one, ms

Returns 1, or 0 when there is more to tell
]]
local version = redis.call('HGET', KEYS[2], 'version')
if version and ARGV[2] ~= '' and version ~= ARGV[2] then
  redis.call('ZADD', KEYS[1], 'XX', ARGV[3], ARGV[1])
  return 0
end
redis.call('ZREM', KEYS[1], ARGV[1])
return 1
