--[[
Finds indexed entries that may report the same event: those under the same URL or title key, and the newest under the
rarest of the terms. Also counts documents per term, for idf, and tells of the watched fields how many documents each
holds: what `join-stories` compares to notice that the index has moved on.

Watched are the keys, every term that no document has yet and the rarest terms that some have: exactly the fields from
which an entry indexed in the meantime would have been found.

A posting is binary: how many documents hold the field, then the numbers of the newest, four bytes each, big-endian.

KEYS 1–3 postings (hash field → posting) of the buckets before, of and after the entry's time
     4–6 documents (hash number → JSON) of the same buckets
ARGV 1 URL field or ''   2 title field or ''   3 rarest terms to follow   4 postings to read of a field
     5 most candidates   6… term fields

Returns { documents in each of the three buckets,
          { documents per term, in the order asked },
          { of each watched field: its place among the keys and terms asked for, from 0, and its count in each bucket },
          { for each candidate: document JSON; best first } }
]]
local rarest, cap, most = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])

local fields = {}
for i = 1, 2 do
  if ARGV[i] ~= '' then fields[#fields + 1] = ARGV[i] end
end
local exact = #fields
for i = 6, #ARGV do fields[#fields + 1] = ARGV[i] end
local total = #fields

local held, documents = {}, 0
local postings, counts = {}, {}
for i = 1, total do counts[i] = 0 end
for bucket = 1, 3 do
  held[bucket] = redis.call('HLEN', KEYS[3 + bucket])
  documents = documents + held[bucket]
  -- Of news, the bucket after the entry's time is nearly always empty.
  if held[bucket] > 0 and total > 0 then
    local values = redis.call('HMGET', KEYS[bucket], unpack(fields))
    postings[bucket] = values
    for i = 1, total do
      if values[i] then counts[i] = counts[i] + struct.unpack('>I4', values[i]) end
    end
  end
end

local watched = {}
local function watch(i)
  watched[#watched + 1] = i - 1
  for bucket = 1, 3 do
    local value = postings[bucket] and postings[bucket][i]
    watched[#watched + 1] = value and struct.unpack('>I4', value) or 0
  end
end

local followed, known = {}, {}
for i = 1, total do
  if i <= exact then
    watch(i)
    followed[#followed + 1] = i
  elseif counts[i] == 0 then
    watch(i)
  else
    known[#known + 1] = i
  end
end
table.sort(known, function(a, b)
  if counts[a] ~= counts[b] then return counts[a] < counts[b] end
  return a < b
end)
for n = 1, math.min(rarest, #known) do
  watch(known[n])
  followed[#followed + 1] = known[n]
end

-- An exact key outweighs any number of shared terms; among terms the rare ones tell more.
local scores, found = { {}, {}, {} }, {}
for _, i in ipairs(followed) do
  local gain = i <= exact and 1000 or math.log(1 + (documents + 1) / (counts[i] + 0.5))
  for _, bucket in ipairs({ 2, 1, 3 }) do
    local value = postings[bucket] and postings[bucket][i]
    if value then
      local score = scores[bucket]
      for at = 5, math.min(#value, 4 + 4 * cap), 4 do
        local number = string.sub(value, at, at + 3)
        if score[number] then
          score[number] = score[number] + gain
        else
          score[number] = gain
          found[#found + 1] = { bucket, number }
        end
      end
    end
  end
end

-- The best `most`, kept in order while going through: sorting some hundred would cost Redis more than all the rest. Of
-- equals the newer is the better.
local function isBetter(a, b)
  if a[3] ~= b[3] then return a[3] > b[3] end
  if a[1] ~= b[1] then return a[1] > b[1] end
  return struct.unpack('>I4', a[2]) > struct.unpack('>I4', b[2])
end
local best = {}
for _, each in ipairs(found) do
  each[3] = scores[each[1]][each[2]]
  if #best < most or isBetter(each, best[most]) then
    local at = math.min(#best + 1, most)
    while at > 1 and isBetter(each, best[at - 1]) do
      best[at] = best[at - 1]
      at = at - 1
    end
    best[at] = each
  end
end

local wanted, places = { {}, {}, {} }, { {}, {}, {} }
for i, each in ipairs(best) do
  table.insert(wanted[each[1]], each[2])
  table.insert(places[each[1]], i)
end
local candidates = {}
for bucket = 1, 3 do
  if #wanted[bucket] > 0 then
    local values = redis.call('HMGET', KEYS[3 + bucket], unpack(wanted[bucket]))
    for n, i in ipairs(places[bucket]) do candidates[i] = values[n] end
  end
end

local frequencies = {}
for i = exact + 1, total do frequencies[#frequencies + 1] = counts[i] end
return { held, frequencies, watched, candidates }
