--[[
Commits decisions that entries belong to stories, or found them, in the order they were made: for each one story,
origin, index, heats and events in one step, and only if what the decision was based on is still so. The first that is
not committed ends it: those after it were decided in the belief that it is.

KEYS for each plan, one after the other:
     1 story (hash)   2 its entries (zset)   3 its origins (hash)   4 entry (hash)
     5–7 postings of the buckets before, of and after the entry's time   8 documents of the entry's bucket
     9 outbox (stream)   then the heat (zset) of each list, then the event (string) of each event, then the record
     (hash) of each publisher tallied and, if there is one, last the entries (zset) of the entry's publisher
ARGV four for each plan: the plan, JSON: {
       keys,                                               how many of KEYS are its
       entryId, contentHash, reportedAt, publisherId,      of the entry; times are strings of ms
       expectedVersion, version, storyId, place,           0 founds it; index group and bucket
       fields, watched, counts [before, of, after, …],     index fields of the document; watched ones and what they held
       heats [decimal], events [{id, type, lists, json}],
       tallies [{name, counts [field, by, field …]}], publisherTtl, publisherCap,
       postingCap, entryCap, storyTtl, indexTtl, eventTtl, now },
     its story, its origin and its document, JSON

Returns for each plan looked at, in their order
        'joined'
        'already' when this content of the entry, or a newer one, is placed or about to be; nothing is written
        'stale' when index or story changed since they were read; nothing is written
]]
-- include: append-event

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
  if type(before[8]) == 'table' then
    for term in pairs(before[8]) do counted['w:' .. term] = true end
  else
    for term in string.gmatch(before[8], '[^ ]+') do counted['w:' .. string.gsub(term, '%*.*$', '')] = true end
    for term in string.gmatch(before[9], '[^ ]+') do counted['w:' .. term] = true end
  end
  return number, counted
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

  if #plan.watched > 0 then
    for bucket = 1, 3 do
      local values = redis.call('HMGET', KEY(4 + bucket), unpack(plan.watched))
      for i = 1, #values do
        local count = values[i] and struct.unpack('>I4', values[i]) or 0
        if count ~= plan.counts[3 * i - 3 + bucket] then return 'stale' end
      end
    end
  end

  redis.call('HSET', KEY(1), 'story', story, 'version', plan.version)
  redis.call('PEXPIRE', KEY(1), plan.storyTtl)
  redis.call('ZADD', KEY(2), plan.reportedAt, plan.entryId)
  redis.call('ZREMRANGEBYRANK', KEY(2), 0, -1 - tonumber(plan.entryCap))
  redis.call('PEXPIRE', KEY(2), plan.storyTtl)

  -- United with earlier reports by whoever decided: the version that was checked covers the origins, too.
  redis.call('HSET', KEY(3), plan.publisherId, origin)
  redis.call('PEXPIRE', KEY(3), plan.storyTtl)

  -- A changed entry is indexed under what it says now; fields it was counted under before are not counted twice.
  local number, counted = indexedBefore(plan.place, held[3], KEY(8))
  number = number or struct.pack('>I4', redis.call('HLEN', KEY(8)) + 1)
  local added = {}
  for _, field in ipairs(plan.fields) do
    if not counted[field] then added[#added + 1] = field end
  end
  if #added > 0 then
    local values = redis.call('HMGET', KEY(6), unpack(added))
    local longest = 4 * tonumber(plan.postingCap)
    local writes = {}
    for i = 1, #added do
      local value = values[i]
      writes[2 * i - 1] = added[i]
      writes[2 * i] = value
          and struct.pack('>I4', struct.unpack('>I4', value) + 1) .. number .. string.sub(value, 5, longest)
        or '\0\0\0\1' .. number
    end
    redis.call('HSET', KEY(6), unpack(writes))
    redis.call('PEXPIRE', KEY(6), plan.indexTtl)
  end
  redis.call('HSET', KEY(8), number, document)
  redis.call('PEXPIRE', KEY(8), plan.indexTtl)

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
  for i, tally in ipairs(plan.tallies) do
    local key = KEY(after + i)
    redis.call('HSET', key, 'name', tally.name)
    for field = 1, #tally.counts, 2 do redis.call('HINCRBY', key, tally.counts[field], tally.counts[field + 1]) end
    redis.call('PEXPIRE', key, plan.publisherTtl)
  end
  if #plan.tallies > 0 then
    local entries = KEY(after + #plan.tallies + 1)
    redis.call('ZADD', entries, plan.reportedAt, plan.entryId)
    redis.call('ZREMRANGEBYRANK', entries, 0, -1 - tonumber(plan.publisherCap))
    redis.call('PEXPIRE', entries, plan.publisherTtl)
  end
  return 'joined'
end

local outcomes, base = {}, 0
for i = 1, #ARGV, 4 do
  local plan = cjson.decode(ARGV[i])
  local outcome = join(base, plan, ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])
  outcomes[#outcomes + 1] = outcome
  if outcome ~= 'joined' then break end
  base = base + plan.keys
end
return outcomes
