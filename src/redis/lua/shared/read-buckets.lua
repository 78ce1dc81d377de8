-- Of three buckets how many documents each holds, then of each what `valuesOf` its postings reads, '' of one that holds none.
local function readBuckets(valuesOf)
  local reply = {}
  for bucket = 1, 3 do
    local held = redis.call('HLEN', KEYS[3 + bucket])
    reply[bucket] = held
    -- Of news, the bucket after the entry's time is nearly always empty.
    reply[3 + bucket] = held > 0 and table.concat(valuesOf(KEYS[bucket])) or ''
  end
  return reply
end
