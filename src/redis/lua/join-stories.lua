--[[
Commits decisions that entries belong to stories, or found them, in the order they were made: for each one story,
origin, index, heats and events in one step, and only if what the decision was based on is still so. The first that is
not committed ends it: those after it were decided in the belief that it is.

KEYS for each plan, one after the other:
     1 story (hash)   2 its entries (zset)   3 its origins (hash)   4 entry (hash)
     5–7 postings of the buckets before, of and after the entry's time   8 documents of the entry's bucket
     9 outbox (stream)   then the heat (zset) of each list, then the event (string) of each event, then the record
     (hash) of each publisher tallied and, if there is one, the entries (zset) of the entry's publisher; last, where the
     entry was carried, what records its source has begun today (hash source id → count)
ARGV four for each plan: the plan, JSON: {
       keys,                                               how many of KEYS are its
       entryId, contentHash, reportedAt, publisherId,      of the entry; times are strings of ms
       expectedVersion, version, storyId, place,           0 founds it; index group and bucket
       fields, watched, counts [before, of, after, …],     index fields of the document; watched ones and what they held
       heats [decimal], events [{id, type, lists, json}],
       tallies [{name, counts [field, by, field …]}], publisherTtl, publisherCap,
       carrier, begunCap,                                  source of an entry of another publisher; records it may begin
       postingCap, entryCap, isFull,                       whether the story may hold more entries than the cap
       storyTtl, indexTtl, eventTtl, now },
     its story, its origin and its document, JSON

Returns for each plan looked at, in their order
        the number of its document, when it is committed
        'already' when this content of the entry, or a newer one, is placed or about to be; nothing is written
        'stale' when index or story changed since they were read; nothing is written
]]
-- include: append-event
-- include: grow-posting

-- Of an entry that changed: its document's number in this bucket and the fields it was counted under.
local function indexedBefore(place, held, documents)
  local at = held and string.match(held, '^(.*) ')
  if at ~= place then return nil, {} end
  local number = struct.pack('>I4', tonumber(string.match(held, '%d+$')))
  local document = redis.call('HGET', documents, number)
  if not document then return nil, {} end
  local before = cjson.decode(document)
  local counted = {}
  if before[5] ~= 0 then counted['u:' .. before[5]] = true end
  if before[6] ~= 0 then counted['t:' .. before[6]] = true end
  for term in string.gmatch(before[8], '[^ ]+') do counted['w:' .. string.gsub(term, '%*.*$', '')] = true end
  for term in string.gmatch(before[9], '[^ ]+') do counted['w:' .. term] = true end
  return number, counted
end

-- Plans of one call share keys: each is given its time once.
local expiring = {}
local function expire(key, ttl)
  if expiring[key] then return end
  expiring[key] = true
  redis.call('PEXPIRE', key, ttl)
end

-- What the entry's own bucket holds under the plan's fields, by field.
local function readOwn(postings, fields)
  local held = {}
  if #fields == 0 then return held end
  local values = redis.call('HMGET', postings, unpack(fields))
  for i = 1, #fields do held[fields[i]] = values[i] end
  return held
end

-- Whether the watched fields are held as often as when the decision was made.
local function isAsRead(plan, before, own, after)
  if #plan.watched == 0 then return true end
  for bucket, key in ipairs({ before, '', after }) do
    local values = bucket ~= 2 and redis.call('HMGET', key, unpack(plan.watched)) or {}
    for i, field in ipairs(plan.watched) do
      local value = values[i]
      if bucket == 2 then value = own[field] end
      local count = value and struct.unpack('>I4', value) or 0
      if count ~= plan.counts[3 * i - 3 + bucket] then return false end
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
  return count <= tonumber(plan.begunCap)
end

local function join(base, plan, story, origin, document)
  local KEY = function(n) return KEYS[base + n] end

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

  local own = readOwn(KEY(6), plan.fields)
  if not isAsRead(plan, KEY(5), own, KEY(7)) then return 'stale' end

  redis.call('HSET', KEY(1), 'story', story, 'version', plan.version)
  expire(KEY(1), plan.storyTtl)
  redis.call('ZADD', KEY(2), plan.reportedAt, plan.entryId)
  if plan.isFull then redis.call('ZREMRANGEBYRANK', KEY(2), 0, -1 - tonumber(plan.entryCap)) end
  expire(KEY(2), plan.storyTtl)

  -- United with earlier reports by whoever decided: the version that was checked covers the origins, too.
  redis.call('HSET', KEY(3), plan.publisherId, origin)
  expire(KEY(3), plan.storyTtl)

  -- A changed entry is indexed under what it says now; fields it was counted under before are not counted twice.
  local number, counted = indexedBefore(plan.place, held[3], KEY(8))
  local longest = 4 * tonumber(plan.postingCap)
  if number then markRewritten(KEY(6), number, longest) end
  number = number or struct.pack('>I4', redis.call('HLEN', KEY(8)) + 1)
  local writes = {}
  for _, field in ipairs(plan.fields) do
    if not counted[field] then
      writes[#writes + 1] = field
      writes[#writes + 1] = growPosting(own[field], number, longest)
    end
  end
  if #writes > 0 then
    redis.call('HSET', KEY(6), unpack(writes))
    expire(KEY(6), plan.indexTtl)
  end
  redis.call('HSET', KEY(8), number, document)
  expire(KEY(8), plan.indexTtl)

  if held[1] then
    local at = plan.place .. ' ' .. struct.unpack('>I4', number)
    redis.call('HSET', KEY(4), 'storyId', plan.storyId, 'clustered', plan.contentHash, 'document', at)
  end

  for i, heat in ipairs(plan.heats) do redis.call('ZADD', KEY(9 + i), heat, plan.storyId) end
  for i, event in ipairs(plan.events) do
    local key = KEY(9 + #plan.heats + i)
    appendEvent(KEY(9), key, plan.now, plan.eventTtl, event.id, event.type, event.lists, event.json)
  end
  local after = 9 + #plan.heats + #plan.events
  local isTallied = #plan.tallies > 0 and mayTally(plan, KEY(after + 1), KEY(after + #plan.tallies + 2))
  for i, tally in ipairs(plan.tallies) do
    local key = KEY(after + i)
    -- Whoever was first has a record, unless none could be begun.
    if i == 1 and isTallied or i > 1 and redis.call('EXISTS', key) == 1 then
      redis.call('HSET', key, 'name', tally.name)
      for field = 1, #tally.counts, 2 do redis.call('HINCRBY', key, tally.counts[field], tally.counts[field + 1]) end
      expire(key, plan.publisherTtl)
    end
  end
  if isTallied then
    local entries = KEY(after + #plan.tallies + 1)
    redis.call('ZADD', entries, plan.reportedAt, plan.entryId)
    redis.call('ZREMRANGEBYRANK', entries, 0, -1 - tonumber(plan.publisherCap))
    expire(entries, plan.publisherTtl)
  end
  return struct.unpack('>I4', number)
end

local outcomes, base = {}, 0
for i = 1, #ARGV, 4 do
  local plan = cjson.decode(ARGV[i])
  local outcome = join(base, plan, ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])
  outcomes[#outcomes + 1] = outcome
  if type(outcome) == 'string' then break end
  base = base + plan.keys
end
return outcomes
