--[[
Finds indexed entries that may report the same event: those under the same URL or title key, and the newest under the
rarest of the terms. Also counts documents per term, for idf, and takes the tails: what `join-story` compares to notice
that the index has moved on.

The tails hold the keys, every term that no document has yet and the rarest terms that some have: exactly the fields
from which an entry indexed in the meantime would have been found.

KEYS 1–3 postings (hash field → count|newest entry ids) of the buckets before, of and after the entry's time
     4–6 documents (hash entry id → JSON) of the same buckets
ARGV 1 URL field or ''   2 title field or ''   3 rarest terms to follow   4 postings to read of a field
     5 most candidates   6… term fields

Returns { documents in all,
          { documents per term, in the order asked },
          { for each tail: field, count in each of the three buckets },
          { for each candidate: document JSON; best first } }
]]
local rarest, cap, most = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])

local fields = {}
for i = 1, 2 do
  if ARGV[i] ~= '' then fields[#fields + 1] = ARGV[i] end
end
local exact = #fields
for i = 6, #ARGV do fields[#fields + 1] = ARGV[i] end

local documents = 0
local postings = {}
for bucket = 1, 3 do
  local held = redis.call('HLEN', KEYS[3 + bucket])
  documents = documents + held
  -- Of news, the bucket after the entry's time is nearly always empty.
  postings[bucket] = held > 0 and #fields > 0 and redis.call('HMGET', KEYS[bucket], unpack(fields)) or {}
end

local counts, perBucket = {}, {}
for i = 1, #fields do
  local sum, each = 0, {}
  for bucket = 1, 3 do
    local value = postings[bucket][i]
    each[bucket] = value and string.match(value, '^%d+') or '0'
    sum = sum + tonumber(each[bucket])
  end
  counts[i], perBucket[i] = sum, each
end

local tails = {}
local function addTail(i)
  local each = perBucket[i]
  tails[#tails + 1] = fields[i]
  for bucket = 1, 3 do tails[#tails + 1] = each[bucket] end
end

local followed, known = {}, {}
for i = 1, #fields do
  if i <= exact then
    addTail(i)
    followed[#followed + 1] = i
  elseif counts[i] == 0 then
    addTail(i)
  else
    known[#known + 1] = i
  end
end
table.sort(known, function(a, b)
  if counts[a] ~= counts[b] then return counts[a] < counts[b] end
  return a < b
end)
for n = 1, math.min(rarest, #known) do
  addTail(known[n])
  followed[#followed + 1] = known[n]
end

-- An exact key outweighs any number of shared terms; among terms the rare ones tell more.
local score, bucketOf, found = {}, {}, {}
for _, i in ipairs(followed) do
  local gain = i <= exact and 1000 or math.log(1 + (documents + 1) / (counts[i] + 0.5))
  for bucket = 1, 3 do
    local value = postings[bucket][i]
    local left = cap
    for id in string.gmatch(value and string.match(value, '|(.*)$') or '', '[^,]+') do
      if left == 0 then break end
      left = left - 1
      if not score[id] then
        score[id], bucketOf[id] = 0, bucket
        found[#found + 1] = id
      end
      score[id] = score[id] + gain
    end
  end
end
-- The best `most`, kept in order while going through: sorting some hundred ids would cost Redis more than all the rest.
local function isBetter(a, b)
  if score[a] ~= score[b] then return score[a] > score[b] end
  return a < b
end
local best = {}
for _, id in ipairs(found) do
  if #best < most or isBetter(id, best[#best]) then
    local at = math.min(#best + 1, most)
    while at > 1 and isBetter(id, best[at - 1]) do
      best[at] = best[at - 1]
      at = at - 1
    end
    best[at] = id
  end
end

local wanted = { {}, {}, {} }
for _, id in ipairs(best) do table.insert(wanted[bucketOf[id]], id) end
local documentOf = {}
for bucket = 1, 3 do
  if #wanted[bucket] > 0 then
    local values = redis.call('HMGET', KEYS[3 + bucket], unpack(wanted[bucket]))
    for i, id in ipairs(wanted[bucket]) do documentOf[id] = values[i] end
  end
end
local candidates = {}
for _, id in ipairs(best) do
  if documentOf[id] then candidates[#candidates + 1] = documentOf[id] end
end

local frequencies = {}
for i = exact + 1, #fields do frequencies[#frequencies + 1] = counts[i] end
return { documents, frequencies, tails, candidates }
