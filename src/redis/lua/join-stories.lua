--[[
Commits decisions that entries belong to stories, or found them, in the order they were made: for each one story,
origin, index, heats and events in one step, and only if what the decision was based on is still so. The first that is
not committed ends it: those after it were decided in the belief that it is.

KEYS 1 outbox (stream)   2 changed stories (stream), then what the plans name by its place, each key once
ARGV 1 of all plans, JSON: { storyTtl, indexTtl, eventTtl, publisherTtl, postingCap, chunkDozens, chunks, entryCap, publisherCap,
       begunCap }
     five for each plan: the plan, JSON: {
       keys,   places among KEYS:
               1 story (hash)   2 its entries (zset)   3 its origins (hash)   4 entry (hash)
               5–7 postings of the buckets before, of and after the entry's time   8–10 documents of the same
               11 times of the reports of the bucket of the entry's time (string)
               then the heat (zset) of each list, then the event (string) of each event, then the record (hash) of each
               publisher tallied and, if there is one, the entries (zset) of the entry's publisher; last, where the entry
               was carried, what records its source has begun today (hash source id → count)
       entryId, contentHash, reportedAt, publisherId,      of the entry; times are strings of ms
       sinceBucket,                                        its report, ms since its bucket began, and one
       expectedVersion, version, storyId, place,           0 founds it; index group and bucket
       fields,                                             index fields of the document
       state [before, of, after, before, of, after],       documents of the three buckets, then documents written anew
       heats [decimal], events [{id, type, lists, json}],
       tallies [{name, counts [field, by, field …]}],
       carrier,                                            source of an entry of another publisher
       isFull, now },                                      whether the story may hold more entries than the cap
     what it watches, JSON: { fields, counts [before, of, after, …] }, looked at where a bucket is not in that state;
     its story, its origin and its document, JSON

Returns for each plan looked at, in their order
        the number of its document, when it is committed
        'already' when this content of the entry, or a newer one, is placed or about to be; nothing is written
        'stale' when index or story changed since they were read; nothing is written
]]
-- include: append-event
-- include: grow-posting
-- include: note-changed

local all = cjson.decode(ARGV[1])
-- include: expire-once
-- include: index-buckets
-- include: tally-publishers

local function countOf(posting)
  return posting and struct.unpack('>I4', posting) or 0
end

-- Whether a bucket holds the documents that were read, none of them written anew since.
local function isInState(bucket, held, rewritten)
  return bucket.held == held and countOf(readPostings(bucket, { 'r' }).r) == rewritten
end

-- Whether the watched fields are held as often as when the decision was made.
local function isAsRead(state, watch, around)
  local watched
  for at = 1, 3 do
    if not state or not isInState(around[at], state[at], state[3 + at]) then
      watched = watched or cjson.decode(watch)
      local values = readPostings(around[at], watched.fields)
      for i, field in ipairs(watched.fields) do
        if countOf(values[field]) ~= watched.counts[3 * i - 3 + at] then return false end
      end
    end
  end
  return true
end

local function join(plan, watch, story, origin, document)
  local keys = plan.keys
  local KEY = function(n) return KEYS[keys[n]] end

  local held = redis.call('HMGET', KEY(4), 'contentHash', 'clustered', 'document')
  if held[1] and (held[2] == held[1] or held[1] ~= plan.contentHash) then return 'already' end

  local version = redis.call('HGET', KEY(1), 'version') or '0'
  if version ~= plan.expectedVersion then
    if plan.expectedVersion == '0' and redis.call('ZSCORE', KEY(2), plan.entryId) then
      -- The entry expired, came back and founds the story it founded before.
      if held[1] then redis.call('HSET', KEY(4), 'storyId', plan.storyId, 'clustered', plan.contentHash) end
      return 'already'
    end
    return 'stale'
  end

  local around = {}
  for i = 1, 3 do around[i] = openBucket(KEY(4 + i), KEY(7 + i)) end
  local own = around[2]
  if not isAsRead(plan.state, watch, around) then return 'stale' end

  redis.call('HSET', KEY(1), 'story', story, 'version', plan.version)
  expire(KEY(1), all.storyTtl)
  redis.call('ZADD', KEY(2), plan.reportedAt, plan.entryId)
  if plan.isFull then redis.call('ZREMRANGEBYRANK', KEY(2), 0, -1 - tonumber(all.entryCap)) end
  expire(KEY(2), all.storyTtl)

  -- United with earlier reports by whoever decided: the version that was checked covers the origins, too.
  redis.call('HSET', KEY(3), plan.publisherId, origin)
  expire(KEY(3), all.storyTtl)

  -- A changed entry is indexed under what it says now; fields it was counted under before are not counted twice.
  readPostings(own, plan.fields)
  local number, counted = indexedBefore(plan.place, held[3], own)
  if number then
    readPostings(own, { 'r' })
    grow(own, 'r', number)
  else
    own.held = own.held + 1
    number = struct.pack('>I4', own.held)
    noteTime(own, KEY(11), plan.sinceBucket)
  end
  for _, field in ipairs(plan.fields) do
    if not counted[field] then
      local count = grow(own, field, number)
      if count % CAP == 0 then keepOlder(own, field, count) end
    end
  end
  putDocument(own, number, document)

  if held[1] then
    local at = plan.place .. ' ' .. struct.unpack('>I4', number)
    redis.call('HSET', KEY(4), 'storyId', plan.storyId, 'clustered', plan.contentHash, 'document', at)
  end

  for i, heat in ipairs(plan.heats) do redis.call('ZADD', KEY(11 + i), heat, plan.storyId) end
  for i, event in ipairs(plan.events) do
    local key = KEY(11 + #plan.heats + i)
    appendEvent(KEYS[1], key, plan.now, all.eventTtl, event.id, event.type, event.lists, event.json)
  end
  tally(plan, KEY, 11 + #plan.heats + #plan.events)
  return struct.unpack('>I4', number)
end

-- What all of them ask of the index is asked at once.
local plans = {}
for i = 2, #ARGV, 5 do
  local plan = cjson.decode(ARGV[i])
  plans[#plans + 1] = plan
  local own = openBucket(KEYS[plan.keys[6]], KEYS[plan.keys[9]])
  own.asked = own.asked or { 'r' }
  for _, field in ipairs(plan.fields) do own.asked[#own.asked + 1] = field end
end
for _, bucket in pairs(buckets) do readPostings(bucket, bucket.asked) end

local outcomes, changed = {}, {}
for i, plan in ipairs(plans) do
  local at = 5 * i - 3
  local outcome = join(plan, ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
  outcomes[i] = outcome
  if type(outcome) == 'string' then break end
  changed[i] = plan.storyId .. ' ' .. plan.version
end
writeBuckets(all.indexTtl)
noteChanged(KEYS[2], changed, all.storyTtl)
return outcomes
