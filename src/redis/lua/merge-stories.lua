--[[
Makes two stories one, if both are still what the decision was based on. The one that goes keeps its record, which names
the other.

KEYS 1 surviving story (hash)   2 its entries (zset)   3 its origins (hash)
     4 story that goes (hash)   5 its entries          6 its origins
     7 outbox (stream)   8 changed stories (stream)   then the rank keys (zset) of each list that ranks the survivor,
     then those of each list that the one that goes leaves, then the event (string) of each event
ARGV 1 plan, JSON: {
       expected [version, version], version, story, origins {publisher: JSON},    of the survivor
       goneId, goneVersion, gone,                                                 gone is its JSON, with `mergedInto`
       id, heats [decimal], leaves,                                               number of lists that it leaves
       events [{id, type, lists, json}, …], entryCap, storyTtl, eventTtl, now }

Returns 'merged'
        'already' when the second is part of the first
        'stale' when either has changed since it was read; nothing is written
]]
-- include: append-event
-- include: note-changed
local plan = cjson.decode(ARGV[1])

local gone = redis.call('HMGET', KEYS[4], 'version', 'story')
if gone[2] and cjson.decode(gone[2]).mergedInto == plan.id then return 'already' end
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= plan.expected[1] or gone[1] ~= plan.expected[2] then
  return 'stale'
end

redis.call('HSET', KEYS[1], 'story', plan.story, 'version', plan.version)
redis.call('HSET', KEYS[4], 'story', plan.gone, 'version', plan.goneVersion)

redis.call('ZUNIONSTORE', KEYS[2], 2, KEYS[2], KEYS[5], 'AGGREGATE', 'MIN')
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(plan.entryCap))
for publisher, origin in pairs(plan.origins) do redis.call('HSET', KEYS[3], publisher, origin) end
redis.call('UNLINK', KEYS[5], KEYS[6])
for _, key in ipairs({ KEYS[1], KEYS[2], KEYS[3], KEYS[4] }) do redis.call('PEXPIRE', key, plan.storyTtl) end

for i, heat in ipairs(plan.heats) do redis.call('ZADD', KEYS[8 + i], heat, plan.id) end
local leaves = tonumber(plan.leaves)
for i = 1, leaves do redis.call('ZREM', KEYS[8 + #plan.heats + i], plan.goneId) end
for i, event in ipairs(plan.events) do
  local key = KEYS[8 + #plan.heats + leaves + i]
  appendEvent(KEYS[7], key, plan.now, plan.eventTtl, event.id, event.type, event.lists, event.json)
end
noteChanged(KEYS[8], { plan.id .. ' ' .. plan.version, plan.goneId .. ' ' .. plan.goneVersion }, plan.storyTtl)
return 'merged'
