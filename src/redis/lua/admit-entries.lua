--[[
Stores what polls brought and tells which of it still waits for a story. "Waits" is read from the entries, not from
what this call inserted: a crash after an earlier call loses nothing.

An entry without JSON is one that its source remembers with this very content: it is only looked at. Where it has expired
it is a tombstone, which is not stored again while the feed still carries it. An entry keeps its first report and sight,
its story and its TTL when its content changes.

KEYS the entry (hash) of each
ARGV 1 TTL of an entry, ms   then for each entry: content hash, JSON or '', reported at (ms), first seen at (ms)

Returns for each entry 0 known, 1 expired and remembered, 2 to be sent with its JSON since its content is another,
        3 stored, 4 changed; 10 more when it waits for a story
]]
local KNOWN, EXPIRED, DIFFERS, STORED, CHANGED, WAITS = 0, 1, 2, 3, 4, 10
local ttl = ARGV[1]
local reply = {}
for i = 1, #KEYS do
  local at = 4 * i - 2
  local key, hash, json = KEYS[i], ARGV[at], ARGV[at + 1]
  local held = redis.call('HMGET', key, 'contentHash', 'clustered')
  local outcome = KNOWN
  if not held[1] then
    outcome = json == '' and EXPIRED or STORED
  elseif held[1] ~= hash then
    outcome = json == '' and DIFFERS or CHANGED
  end
  if outcome == STORED then
    redis.call('HSET', key, 'entry', json, 'contentHash', hash, 'reportedAt', ARGV[at + 2], 'firstSeenAt', ARGV[at + 3])
    redis.call('PEXPIRE', key, ttl)
  elseif outcome == CHANGED then
    redis.call('HSET', key, 'entry', json, 'contentHash', hash)
  end
  local waits = (outcome == KNOWN or outcome == STORED or outcome == CHANGED) and held[2] ~= hash
  reply[i] = waits and outcome + WAITS or outcome
end
return reply
