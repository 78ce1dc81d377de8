-- A posting with one more document, and its count: the count, then the numbers of the newest. `longest`: four bytes for each
-- of the cap.
local function growPosting(value, number, longest)
  if not value then return '\0\0\0\1' .. number, 1 end
  local count = struct.unpack('>I4', value) + 1
  return struct.pack('>I4', count) .. number .. string.sub(value, 5, longest), count
end

-- Tells whoever keeps documents that this one is another now.
local function markRewritten(postings, number, longest)
  if redis.call('EXISTS', postings) == 0 then return end
  redis.call('HSET', postings, 'r', (growPosting(redis.call('HGET', postings, 'r'), number, longest)))
end
