--[[
Commits the decision that an entry belongs to a story, or founds one: story, origin, index, heats and events in one
step, and only if what the decision was based on is still so.

KEYS 1 story (hash)   2 its entries (zset)   3 its origins (hash)   4 entry (hash)
     5–7 postings of the buckets before, of and after the entry's time   8 documents of the entry's bucket
     9 outbox (stream)   then the heat (zset) of each list, then the event (string) of each event, then the record
     (hash) of each publisher tallied and, if there is one, last the entries (zset) of the entry's publisher
ARGV 1 plan, JSON: {
       entryId, contentHash, reportedAt, publisherId,      of the entry; times are strings of ms
       expectedVersion, version, storyId, story,           story is its JSON; 0 founds it
       origin, document, fields,                           JSON; JSON; index fields of the document
       tails,                                              field, count in each of three buckets, field …
       heats [decimal], events [{id, type, lists, json}],
       tallies [{name, counts [field, by, field …]}], publisherTtl, publisherCap,
       postingCap, entryCap, storyTtl, indexTtl, eventTtl, now }

Returns 'joined'
        'already' when this content of the entry, or a newer one, is placed or about to be; nothing is written
        'stale' when index or story changed since they were read; nothing is written
]]
-- include: append-event
local plan = cjson.decode(ARGV[1])

local held = redis.call('HMGET', KEYS[4], 'contentHash', 'clustered', 'storyId')
if held[1] and (held[2] == held[1] or held[1] ~= plan.contentHash) then return 'already' end

local version = tonumber(redis.call('HGET', KEYS[1], 'version') or 0)
if version ~= tonumber(plan.expectedVersion) then
  if plan.expectedVersion == '0' and redis.call('ZSCORE', KEYS[2], plan.entryId) then
    -- The entry expired, came back and founds the story it founded before.
    if held[1] then redis.call('HSET', KEYS[4], 'storyId', plan.storyId, 'clustered', plan.contentHash) end
    return 'already'
  end
  return 'stale'
end

local tailFields = {}
for i = 1, #plan.tails, 4 do tailFields[#tailFields + 1] = plan.tails[i] end
if #tailFields > 0 then
  for bucket = 1, 3 do
    local values = redis.call('HMGET', KEYS[4 + bucket], unpack(tailFields))
    for i = 1, #tailFields do
      local count = values[i] and string.match(values[i], '^%d+') or '0'
      if count ~= plan.tails[4 * i - 3 + bucket] then return 'stale' end
    end
  end
end

redis.call('HSET', KEYS[1], 'story', plan.story, 'version', plan.version)
redis.call('PEXPIRE', KEYS[1], plan.storyTtl)
redis.call('ZADD', KEYS[2], plan.reportedAt, plan.entryId)
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(plan.entryCap))
redis.call('PEXPIRE', KEYS[2], plan.storyTtl)

-- United with earlier reports by whoever decided: the version that was checked covers the origins, too.
redis.call('HSET', KEYS[3], plan.publisherId, plan.origin)
redis.call('PEXPIRE', KEYS[3], plan.storyTtl)

-- A changed entry is indexed under what it says now; fields it was counted under before are not counted twice.
local counted = {}
local before = redis.call('HGET', KEYS[8], plan.entryId)
if before then
  local print = cjson.decode(before).fingerprint
  if print.urlKey then counted['u:' .. print.urlKey] = true end
  if print.titleKey then counted['t:' .. print.titleKey] = true end
  for term in pairs(print.terms) do counted['w:' .. term] = true end
end
local added = {}
for _, field in ipairs(plan.fields) do
  if not counted[field] then added[#added + 1] = field end
end
if #added > 0 then
  local values = redis.call('HMGET', KEYS[6], unpack(added))
  local writes = {}
  for i = 1, #added do
    local count, ids = 0, {}
    if values[i] then
      local head, list = string.match(values[i], '^(%d+)|(.*)$')
      count = tonumber(head)
      for id in string.gmatch(list, '[^,]+') do
        if #ids + 1 < tonumber(plan.postingCap) then ids[#ids + 1] = id end
      end
    end
    table.insert(ids, 1, plan.entryId)
    writes[#writes + 1] = added[i]
    writes[#writes + 1] = string.format('%d|%s', count + 1, table.concat(ids, ','))
  end
  redis.call('HSET', KEYS[6], unpack(writes))
  redis.call('PEXPIRE', KEYS[6], plan.indexTtl)
end
redis.call('HSET', KEYS[8], plan.entryId, plan.document)
redis.call('PEXPIRE', KEYS[8], plan.indexTtl)

if held[1] then redis.call('HSET', KEYS[4], 'storyId', plan.storyId, 'clustered', plan.contentHash) end

for i, heat in ipairs(plan.heats) do redis.call('ZADD', KEYS[9 + i], heat, plan.storyId) end
for i, event in ipairs(plan.events) do
  local key = KEYS[9 + #plan.heats + i]
  appendEvent(KEYS[9], key, plan.now, plan.eventTtl, event.id, event.type, event.lists, event.json)
end
local after = 9 + #plan.heats + #plan.events
for i, tally in ipairs(plan.tallies) do
  local key = KEYS[after + i]
  redis.call('HSET', key, 'name', tally.name)
  for field = 1, #tally.counts, 2 do redis.call('HINCRBY', key, tally.counts[field], tally.counts[field + 1]) end
  redis.call('PEXPIRE', key, plan.publisherTtl)
end
if #plan.tallies > 0 then
  local entries = KEYS[after + #plan.tallies + 1]
  redis.call('ZADD', entries, plan.reportedAt, plan.entryId)
  redis.call('ZREMRANGEBYRANK', entries, 0, -1 - tonumber(plan.publisherCap))
  redis.call('PEXPIRE', entries, plan.publisherTtl)
end
return 'joined'
