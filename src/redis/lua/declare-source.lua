--[[
Adds a source, or updates its declaration. What polling learned, its status and its next poll stay as they are.

KEYS 1 due   2 bucket of the source   3 slot of its first poll   4 sources (hash bucket → how many, and their total)
ARGV 1 source id   2 declaration   3 status of a new source, its letter   4 host   5 first poll, ms   6 bucket

Returns 'added' | 'updated' | 'unchanged'
]]
-- include: source-records
-- include: due-slots
local id, declaration = ARGV[1], ARGV[2]
local source = readSource(KEYS[2], id)
if source then
  if source.declaration == declaration then return 'unchanged' end
  source.declaration = declaration
  writeSource(KEYS[2], id, source)
  return 'updated'
end
writeSource(KEYS[2], id, {
  status = ARGV[3],
  host = ARGV[4],
  due = tonumber(ARGV[5]),
  declaration = declaration,
  state = '',
})
redis.call('HINCRBY', KEYS[4], ARGV[6], 1)
redis.call('HINCRBY', KEYS[4], 'total', 1)
if ARGV[3] == 'a' then enterSlot(KEYS[1], KEYS[3], id, ARGV[4], ARGV[5]) end
return 'added'
