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
local CAP = tonumber(all.postingCap)
local LONGEST = 4 * CAP
local CHUNK_DOZENS, CHUNKS = tonumber(all.chunkDozens), tonumber(all.chunks)
local TOGETHER = 2000

-- Buckets of the index as they will be: what the plans read of them is read once, and what they write is written in the
-- end, since entries of one time have many words in common.
local buckets = {}
local function openBucket(postings, documents)
  local bucket = buckets[documents]
  if not bucket then
    bucket = { postings = postings, documents = documents, values = {}, grown = {}, written = {}, numbers = {} }
    bucket.older, bucket.outdated, bucket.reported = {}, {}, {}
    bucket.held = redis.call('HLEN', documents)
    buckets[documents] = bucket
  end
  return bucket
end

-- Postings of a bucket by field, false where it has none.
local function readPostings(bucket, fields)
  local values, missing = bucket.values, {}
  for _, field in ipairs(fields) do
    if values[field] == nil then
      values[field] = false
      missing[#missing + 1] = field
    end
  end
  for from = 1, #missing, TOGETHER do
    local till = math.min(from + TOGETHER - 1, #missing)
    local read = redis.call('HMGET', bucket.postings, unpack(missing, from, till))
    for i = from, till do values[missing[i]] = read[i - from + 1] end
  end
  return values
end

local function grow(bucket, field, number)
  local values = bucket.values
  if not bucket.grown[field] then
    bucket.grown[field] = true
    bucket.grown[#bucket.grown + 1] = field
  end
  local count
  values[field], count = growPosting(values[field], number, LONGEST)
  return count
end

-- Whatever a posting keeps is pushed out of it by as many that come: so often it is written down beside it, since a posting
-- that kept them all would cost every entry the writing of them all. In chunks, of which the newest is written again.
local function keepOlder(bucket, field, count)
  local older, chunk = bucket.older, math.floor((count / CAP - 1) / CHUNK_DOZENS)
  local name = chunk .. ':' .. field
  if not older[name] then
    older[#older + 1] = name
    if chunk >= CHUNKS then bucket.outdated[#bucket.outdated + 1] = chunk - CHUNKS .. ':' .. field end
  end
  older[name] = string.sub(bucket.values[field], 5) .. (older[name] or '')
end

local function putDocument(bucket, number, document)
  if not bucket.written[number] then bucket.numbers[#bucket.numbers + 1] = number end
  bucket.written[number] = document
end

-- Plans of one call share keys: each is given its time once.
local expiring = {}
local function expire(key, ttl)
  if expiring[key] then return end
  expiring[key] = true
  redis.call('PEXPIRE', key, ttl)
end

local function writeFields(key, fields, values)
  for from = 1, #fields, TOGETHER do
    local writes = {}
    for i = from, math.min(from + TOGETHER - 1, #fields) do
      writes[#writes + 1] = fields[i]
      writes[#writes + 1] = values[fields[i]]
    end
    redis.call('HSET', key, unpack(writes))
  end
  if #fields > 0 then expire(key, all.indexTtl) end
end

local function writeOlder(key, older)
  local values = {}
  for from = 1, #older, TOGETHER do
    local till = math.min(from + TOGETHER - 1, #older)
    local read = redis.call('HMGET', key, unpack(older, from, till))
    for i = from, till do values[older[i]] = older[older[i]] .. (read[i - from + 1] or '') end
  end
  writeFields(key, older, values)
end

local function dropFields(key, fields)
  for from = 1, #fields, TOGETHER do
    redis.call('HDEL', key, unpack(fields, from, math.min(from + TOGETHER - 1, #fields)))
  end
end

-- Numbers are given one after the other, so the times of all that have come are one stretch.
local function writeTimes(bucket)
  local reported = bucket.reported
  if #reported == 0 then return end
  redis.call('SETRANGE', bucket.times, 4 * (bucket.held - #reported), table.concat(reported))
  expire(bucket.times, all.indexTtl)
end

-- Of an entry that changed: its document's number in this bucket and the fields it was counted under.
local function indexedBefore(place, held, bucket)
  local at = held and string.match(held, '^(.*) ')
  if at ~= place then return nil, {} end
  local number = struct.pack('>I4', tonumber(string.match(held, '%d+$')))
  local document = bucket.written[number] or redis.call('HGET', bucket.documents, number)
  if not document then return nil, {} end
  local before = cjson.decode(document)
  local counted = {}
  if before[5] ~= 0 then counted['u:' .. before[5]] = true end
  if before[6] ~= 0 then counted['t:' .. before[6]] = true end
  for term in string.gmatch(before[8], '[^ ]+') do counted['w:' .. string.gsub(term, '%*.*$', '')] = true end
  for term in string.gmatch(before[9], '[^ ]+') do counted['w:' .. term] = true end
  return number, counted
end

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

local BEGUN_TTL_MS = 172800000

-- Whether there is a record, or one may be begun.
local function mayTally(plan, record, begun)
  if not plan.carrier or redis.call('EXISTS', record) == 1 then return true end
  local count = redis.call('HINCRBY', begun, plan.carrier, 1)
  redis.call('PEXPIRE', begun, BEGUN_TTL_MS)
  return count <= tonumber(all.begunCap)
end

local function tally(plan, KEY, after)
  local isTallied = #plan.tallies > 0 and mayTally(plan, KEY(after + 1), KEY(after + #plan.tallies + 2))
  for i, each in ipairs(plan.tallies) do
    local key = KEY(after + i)
    -- Whoever was first has a record, unless none could be begun.
    if i == 1 and isTallied or i > 1 and redis.call('EXISTS', key) == 1 then
      redis.call('HSET', key, 'name', each.name)
      for field = 1, #each.counts, 2 do redis.call('HINCRBY', key, each.counts[field], each.counts[field + 1]) end
      expire(key, all.publisherTtl)
    end
  end
  if isTallied then
    local entries = KEY(after + #plan.tallies + 1)
    redis.call('ZADD', entries, plan.reportedAt, plan.entryId)
    redis.call('ZREMRANGEBYRANK', entries, 0, -1 - tonumber(all.publisherCap))
    expire(entries, all.publisherTtl)
  end
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
    own.times = KEY(11)
    own.reported[#own.reported + 1] = struct.pack('>I4', plan.sinceBucket)
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
for _, bucket in pairs(buckets) do
  writeFields(bucket.postings, bucket.grown, bucket.values)
  writeOlder(bucket.postings, bucket.older)
  dropFields(bucket.postings, bucket.outdated)
  writeTimes(bucket)
  writeFields(bucket.documents, bucket.numbers, bucket.written)
end
noteChanged(KEYS[2], changed, all.storyTtl)
return outcomes
