--[[
Stores what a poll brought and tells which of it still waits for a story. "Waits" is read from the entries, not from
what this call inserted: a crash after an earlier call loses nothing.

An id that the seen hash knows and whose entry has expired is a tombstone: while the feed still carries it unchanged it
is not stored again. An entry keeps its first report and sight, its story and its TTL when its content changes.

KEYS 1 seen (hash of marks, see `shared/seen-marks.lua`)   then the entry (hash) of each
ARGV 1 TTL of an entry, ms   2 day, base 36   3 most ids to keep in `seen`
     then for each entry: id, content hash, JSON, reported at (ms), first seen at (ms)

Returns { stored, changed, known, forgotten; then each id that waits }
]]
-- include: seen-marks
local ttl, day, cap = ARGV[1], ARGV[2], tonumber(ARGV[3])
local stored, changed, known, forgotten = 0, 0, 0, 0
local waiting = {}
local total = #KEYS - 1

local ids = {}
for i = 1, total do ids[i] = markKey(ARGV[5 * i - 1]) end
local before = total > 0 and redis.call('HMGET', KEYS[1], unpack(ids)) or {}

local marks = {}
for i = 1, total do
  local at = 5 * i - 1
  local id, hash, json = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local key = KEYS[i + 1]
  local held = redis.call('HMGET', key, 'contentHash', 'clustered')
  local mark = markOf(hash, day)
  if held[1] then
    if held[1] == hash then
      known = known + 1
    else
      changed = changed + 1
      redis.call('HSET', key, 'entry', json, 'contentHash', hash)
    end
    if held[2] ~= hash then waiting[#waiting + 1] = id end
  elseif holds(before[i], hash) then
    forgotten = forgotten + 1
  else
    stored = stored + 1
    redis.call('HSET', key, 'entry', json, 'contentHash', hash, 'reportedAt', ARGV[at + 3], 'firstSeenAt', ARGV[at + 4])
    redis.call('PEXPIRE', key, ttl)
    waiting[#waiting + 1] = id
  end
  if before[i] ~= mark then
    marks[#marks + 1] = ids[i]
    marks[#marks + 1] = mark
  end
end
if #marks > 0 then redis.call('HSET', KEYS[1], unpack(marks)) end

-- A tenth more than the cap, so that most calls read only the length.
if redis.call('HLEN', KEYS[1]) > cap * 1.1 then
  local flat = redis.call('HGETALL', KEYS[1])
  local seen = {}
  for i = 1, #flat, 2 do
    seen[#seen + 1] = { flat[i], dayOf(flat[i + 1]) }
  end
  table.sort(seen, function(a, b)
    if a[2] ~= b[2] then return a[2] < b[2] end
    return a[1] < b[1]
  end)
  local current = {}
  for i = 1, total do current[ids[i]] = true end
  local excess = #seen - cap
  for i = 1, #seen do
    if excess <= 0 then break end
    if not current[seen[i][1]] then
      redis.call('HDEL', KEYS[1], seen[i][1])
      excess = excess - 1
    end
  end
end

return { stored, changed, known, forgotten, unpack(waiting) }
