--[[
Writes down polls, and lets go of the oldest: by number and by age. The rows of a call stand in one entry of the stream,
beside `n`, the number of rows written until then: it tells how many are behind an entry.

KEYS 1 journal (stream)
ARGV 1 now, ms   2 rows to keep   3 time to keep them, ms   then the rows

Returns the number of rows written
]]
local now, keep = ARGV[1], tonumber(ARGV[2])
-- Entries let go of in one call at most.
local MOST = 100

-- Entries of an older program hold one row and no number: they are the first to go.
local function writtenUntil(entry)
  local fields = entry[2]
  return fields[1] == 'n' and tonumber(fields[2]) or nil
end

local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local before = newest and (writtenUntil(newest) or redis.call('XLEN', KEYS[1])) or 0
local total = before + #ARGV - 3

local fields = { 'n', string.format('%.0f', total) }
for i = 4, #ARGV do
  fields[#fields + 1] = 'row'
  fields[#fields + 1] = ARGV[i]
end
-- Ids are times; a clock that was set back goes on from the last id.
local id = redis.pcall('XADD', KEYS[1], now .. '-*', unpack(fields))
if type(id) == 'table' then redis.call('XADD', KEYS[1], '*', unpack(fields)) end

local first, from = nil, '-'
for _ = 1, total > keep and MOST or 0 do
  local entry = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 1)[1]
  if not entry or (writtenUntil(entry) or 0) > total - keep then
    first = from ~= '-' and entry and entry[1]
    break
  end
  first, from = entry[1], '(' .. entry[1]
end
if first then redis.call('XTRIM', KEYS[1], 'MINID', first) end
redis.call('XTRIM', KEYS[1], 'MINID', '~', string.format('%.0f', now - ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return #ARGV - 3
