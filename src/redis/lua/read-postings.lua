--[[
Reads of the index, as it stands, what is held under some fields: nothing is chosen here, since choosing is cheaper where
the entries are decided.

A posting is binary: how many documents hold the field, then the numbers of the newest, four bytes each, big-endian. So
many of them follow as the count says, up to the cap: postings one after the other can be told apart.

KEYS 1–3 postings (hash field → posting) of a bucket, of the one it is asked for and of the next
     4–6 documents (hash number → JSON) of the same buckets
ARGV fields

Returns { documents in each of the three buckets,
          for each of the buckets: '' when it holds none, else the posting of documents that were written anew and of each
          field, in the order asked }
]]
-- include: read-buckets
local none = '\0\0\0\0'

return readBuckets(function(postings)
  local values = redis.call('HMGET', postings, 'r', unpack(ARGV))
  for i = 1, #values do
    if not values[i] then values[i] = none end
  end
  return values
end)
