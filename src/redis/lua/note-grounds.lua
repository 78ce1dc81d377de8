--[[
Writes down which entries put others into their stories, in documents of one bucket of the index; all else of them stays
as it is. Whoever keeps such a document is told that it is another now.

KEYS 1 documents (hash)   2 postings (hash) of the same bucket
ARGV 1 how many numbers of rewritten documents are kept, then three for each entry: its document's number, four bytes; its
     id; grounds, with spaces between them

Returns how many documents are others now; one that is gone, is another entry's or says so already is passed over
]]
-- include: grow-posting
local longest = 4 * tonumber(ARGV[1])
local written = 0
for i = 2, #ARGV, 3 do
  local number, id, grounds = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local document = redis.call('HGET', KEYS[1], number)
  local held = document and cjson.decode(document)
  if held and held[2] == id and held[10] ~= grounds then
    -- Ids need no escaping, so what is written is as long as what is read, with `,""]` around it.
    local rest = string.sub(document, 1, held[10] and -5 - #held[10] or -2)
    redis.call('HSET', KEYS[1], number, rest .. ',"' .. grounds .. '"]')
    markRewritten(KEYS[2], number, longest)
    written = written + 1
  end
end
return written
