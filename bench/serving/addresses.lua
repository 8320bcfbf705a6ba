-- Asks for the addresses in a file, one after the other, and prints what came of it as a line of JSON.
local requests, turn = {}, 0

function init(arguments)
  for address in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", address)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary)
  local errors = summary.errors
  print(string.format('{"answers": %d, "seconds": %.6f, "failed": %d}', summary.requests, summary.duration / 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
