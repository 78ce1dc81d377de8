--[[
Writes down polls, and lets go of the oldest: by number and by age.

KEYS 1 journal (stream)
ARGV 1 now, ms   2 rows to keep   3 time to keep them, ms   then the rows

Returns the number of rows written
]]
local now, keep = ARGV[1], ARGV[2]
for i = 4, #ARGV do
  local row = ARGV[i]
  -- Ids are times; a clock that was set back goes on from the last id.
  local id = redis.pcall('XADD', KEYS[1], 'MAXLEN', '~', keep, now .. '-*', 'row', row)
  if type(id) == 'table' then redis.call('XADD', KEYS[1], 'MAXLEN', '~', keep, '*', 'row', row) end
end
redis.call('XTRIM', KEYS[1], 'MINID', '~', string.format('%.0f', now - ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return #ARGV - 3
