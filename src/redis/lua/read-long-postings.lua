--[[
Reads of the index, as it stands, what is held under some fields, older documents as well: as `read-postings.lua` does, with
more numbers of each field.

KEYS 1–3 postings (hash field → posting) of a bucket, of the one it is asked for and of the next
     4–6 documents (hash number → JSON) of the same buckets
ARGV 1 numbers of a posting   2 of a long one, which the reply is made of   then the fields

Returns { documents in each of the three buckets,
          for each of the buckets: '' when it holds none, else the posting of documents that were written anew and of each
          field, in the order asked: the count, then as many numbers as it says, up to what a long one has, newest first,
          and 0 for each that is not known }
]]
-- include: read-buckets
local none = '\0\0\0\0'
local cap, most = tonumber(ARGV[1]), tonumber(ARGV[2])

-- Older ones are known up to the last count that the cap divides: the newest of them are in the posting as well.
local function longPosting(value, older)
  local count = struct.unpack('>I4', value)
  if count <= cap then return value end
  local long = value .. string.sub(older or '', 4 * (cap - count % cap) + 1)
  local length = 4 + 4 * math.min(count, most)
  return string.sub(long, 1, length) .. string.rep(none, (length - #long) / 4)
end

local olderFields = {}
for i = 3, #ARGV do olderFields[i - 2] = 'o:' .. ARGV[i] end

return readBuckets(function(postings)
  local values = redis.call('HMGET', postings, 'r', unpack(ARGV, 3))
  local older = redis.call('HMGET', postings, unpack(olderFields))
  for i = 1, #values do values[i] = values[i] and longPosting(values[i], older[i - 1]) or none end
  return values
end)
