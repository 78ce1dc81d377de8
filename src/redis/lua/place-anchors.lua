--[[
Adds a report to the index by which stories in different languages find each other, and finds those that share what is
rare of it. Adding comes first, in one step with looking: of two reports that come at once, one sees the other. A report
added again adds nothing.

KEYS 1–3 anchors (hash anchor → count|newest document numbers) of the buckets before, of and after the report's time
     4–6 documents (hash: number → JSON, `s:<story id>` → number, `#` → how many) of the same buckets
ARGV 1 story id   2 reported at, epoch ms   3 language   4 index group of its text   5 documents kept of an anchor
     6 most candidates   7 anchors kept of a story   8 stories above which an anchor is too common to follow
     9 TTL, ms   10 anchors that a candidate shares at least   11… anchors

Returns { stories in all, { stories per anchor, in the order asked }, { for each candidate: document JSON; best first } }
]]
local id, at = ARGV[1], tonumber(ARGV[2])
local least = tonumber(ARGV[10])
local cap, most, widest, common, ttl = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9]
local anchors = {}
for i = 11, #ARGV do anchors[#anchors + 1] = ARGV[i] end

local home, number, document
for bucket = 1, 3 do
  number = redis.call('HGET', KEYS[3 + bucket], 's:' .. id)
  if number then
    home, document = bucket, cjson.decode(redis.call('HGET', KEYS[3 + bucket], number))
    break
  end
end
if not home then
  home = 2
  number = tostring(redis.call('HINCRBY', KEYS[5], '#', 1))
  redis.call('HSET', KEYS[5], 's:' .. id, number)
  document = { storyId = id, language = ARGV[3], group = ARGV[4], from = at, to = at, anchors = {} }
end
document.from, document.to = math.min(document.from, at), math.max(document.to, at)
local has = {}
for _, anchor in ipairs(document.anchors) do has[anchor] = true end
for _, anchor in ipairs(anchors) do
  if not has[anchor] and #document.anchors < widest then
    has[anchor] = true
    document.anchors[#document.anchors + 1] = anchor
    local count, newest = string.match(redis.call('HGET', KEYS[home], anchor) or '0|', '^(%d+)|(.*)$')
    local kept = { number }
    for other in string.gmatch(newest, '%d+') do
      if #kept < cap then kept[#kept + 1] = other end
    end
    redis.call('HSET', KEYS[home], anchor, tonumber(count) + 1 .. '|' .. table.concat(kept, ','))
  end
end
redis.call('HSET', KEYS[3 + home], number, cjson.encode(document))
redis.call('PEXPIRE', KEYS[home], ttl)
redis.call('PEXPIRE', KEYS[3 + home], ttl)

local stories = 0
for bucket = 4, 6 do stories = stories + tonumber(redis.call('HGET', KEYS[bucket], '#') or '0') end

local frequencies, postings = {}, { {}, {}, {} }
for bucket = 1, 3 do
  local values = #anchors > 0 and redis.call('HMGET', KEYS[bucket], unpack(anchors)) or {}
  for i = 1, #anchors do
    local count, newest = string.match(values[i] or '0|', '^(%d+)|(.*)$')
    frequencies[i] = (frequencies[i] or 0) + tonumber(count)
    postings[bucket][i] = newest
  end
end

-- By what is shared and how rare that is.
local shared, gain, found = {}, {}, {}
for i = 1, #anchors do
  if frequencies[i] <= common then
    for bucket = 1, 3 do
      for other in string.gmatch(postings[bucket][i], '%d+') do
        local key = bucket .. ':' .. other
        if not shared[key] then
          shared[key], gain[key] = 0, 0
          found[#found + 1] = key
        end
        shared[key] = shared[key] + 1
        gain[key] = gain[key] + 1 / math.log(2 + frequencies[i])
      end
    end
  end
end
local own = home .. ':' .. number
local candidates = {}
for _, key in ipairs(found) do
  if key ~= own and shared[key] >= least then candidates[#candidates + 1] = key end
end
table.sort(candidates, function(a, b)
  if gain[a] ~= gain[b] then return gain[a] > gain[b] end
  return a < b
end)

local documents = {}
for i = 1, math.min(most, #candidates) do
  local bucket, other = string.match(candidates[i], '^(%d):(%d+)$')
  local json = redis.call('HGET', KEYS[3 + tonumber(bucket)], other)
  if json then documents[#documents + 1] = json end
end
return { stories, frequencies, documents }
