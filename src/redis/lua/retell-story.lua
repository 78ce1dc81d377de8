--[[
Writes a story anew of which the same entries are told otherwise, if it is still what that was decided on.

KEYS 1 story (hash)   2 its origins (hash)   3 changed stories (stream)   then the rank keys (zset) of each list that ranks it,
     of each that ranks it no longer
ARGV 1 plan, JSON: { id, expected, version, story, origins {publisher: JSON}, heats [decimal], leaves, storyTtl }; versions are
       decimal, leaves is the number of lists that rank it no longer

Returns 'retold', or 'stale' when it has changed since it was read; nothing is written
]]
-- include: note-changed
local plan = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[1], 'version') ~= plan.expected then return 'stale' end

redis.call('HSET', KEYS[1], 'story', plan.story, 'version', plan.version)
redis.call('UNLINK', KEYS[2])
for publisher, origin in pairs(plan.origins) do redis.call('HSET', KEYS[2], publisher, origin) end
for i = 1, 2 do redis.call('PEXPIRE', KEYS[i], plan.storyTtl) end
for i, heat in ipairs(plan.heats) do redis.call('ZADD', KEYS[3 + i], heat, plan.id) end
for i = 1, tonumber(plan.leaves) do redis.call('ZREM', KEYS[3 + #plan.heats + i], plan.id) end
noteChanged(KEYS[3], { plan.id .. ' ' .. plan.version }, plan.storyTtl)
return 'retold'
