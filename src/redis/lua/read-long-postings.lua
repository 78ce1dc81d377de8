--[[
Reads of the index, as it stands, what is held under some fields, older documents as well: as `read-postings.lua` does, with
more numbers of each field.

KEYS 1–3 postings (hash field → posting) of a bucket, of the one it is asked for and of the next
     4–6 documents (hash number → JSON) of the same buckets
ARGV 1 numbers of a posting   2 dozens of numbers in a chunk   3 chunks of each field, at most   then the fields

Returns { documents in each of the three buckets,
          for each of the buckets: '' when it holds none, else of documents that were written anew, and of each field in the
          order asked: how many documents hold it, how many numbers follow, then these, newest first; four bytes each }
]]
-- include: read-buckets
local cap, dozens, chunks = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local TOGETHER = 2000

-- All of a chunk are numbers that a posting held when its count was divided by the cap; the newest of them it still holds.
local function chunksOf(count, field, names)
  local newest = math.floor((math.floor(count / cap) - 1) / dozens)
  for chunk = newest, math.max(0, newest - chunks + 1), -1 do names[#names + 1] = chunk .. ':' .. field end
end

local function readAll(postings, names)
  local values = {}
  for from = 1, #names, TOGETHER do
    local till = math.min(from + TOGETHER - 1, #names)
    local read = redis.call('HMGET', postings, unpack(names, from, till))
    for i = from, till do values[i] = read[i - from + 1] or '' end
  end
  return values
end

local function countOf(posting)
  return posting and struct.unpack('>I4', posting) or 0
end

return readBuckets(function(postings)
  local held = redis.call('HMGET', postings, 'r', unpack(ARGV, 4))
  local names, ends = {}, {}
  for i = 1, #held do
    local count = i > 1 and countOf(held[i]) or 0
    if count > cap then chunksOf(count, ARGV[i + 2], names) end
    ends[i] = #names
  end
  local older = readAll(postings, names)
  local values, from = {}, 1
  for i = 1, #held do
    local count = countOf(held[i])
    local numbers = held[i] and string.sub(held[i], 5) or ''
    if ends[i] >= from then
      numbers = numbers .. string.sub(table.concat(older, '', from, ends[i]), 4 * (cap - count % cap) + 1)
    end
    from = ends[i] + 1
    values[i] = struct.pack('>I4I4', count, #numbers / 4) .. numbers
  end
  return values
end)
