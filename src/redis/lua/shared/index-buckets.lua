-- The index as it will be after all that is done in one call. Of the including script: `all`, with `postingCap`,
-- `chunkDozens` and `chunks`, `growPosting` and `expire`.
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

local function noteTime(bucket, times, sinceBucket)
  bucket.times = times
  bucket.reported[#bucket.reported + 1] = struct.pack('>I4', sinceBucket)
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

local function writeFields(key, fields, values, ttl)
  for from = 1, #fields, TOGETHER do
    local writes = {}
    for i = from, math.min(from + TOGETHER - 1, #fields) do
      writes[#writes + 1] = fields[i]
      writes[#writes + 1] = values[fields[i]]
    end
    redis.call('HSET', key, unpack(writes))
  end
  if #fields > 0 then expire(key, ttl) end
end

local function writeOlder(key, older, ttl)
  local values = {}
  for from = 1, #older, TOGETHER do
    local till = math.min(from + TOGETHER - 1, #older)
    local read = redis.call('HMGET', key, unpack(older, from, till))
    for i = from, till do values[older[i]] = older[older[i]] .. (read[i - from + 1] or '') end
  end
  writeFields(key, older, values, ttl)
end

local function dropFields(key, fields)
  for from = 1, #fields, TOGETHER do
    redis.call('HDEL', key, unpack(fields, from, math.min(from + TOGETHER - 1, #fields)))
  end
end

-- Numbers are given one after the other, so the times of all that have come are one stretch.
local function writeTimes(bucket, ttl)
  local reported = bucket.reported
  if #reported == 0 then return end
  redis.call('SETRANGE', bucket.times, 4 * (bucket.held - #reported), table.concat(reported))
  expire(bucket.times, ttl)
end

local function writeBuckets(ttl)
  for _, bucket in pairs(buckets) do
    writeFields(bucket.postings, bucket.grown, bucket.values, ttl)
    writeOlder(bucket.postings, bucket.older, ttl)
    dropFields(bucket.postings, bucket.outdated)
    writeTimes(bucket, ttl)
    writeFields(bucket.documents, bucket.numbers, bucket.written, ttl)
  end
end
