# Fails in five ways, and reports each with one of two SDKs: `program.rb sentry|raven DSN`.
#
# Every event is named on standard output as it is sent, `event LABEL ID`. The last failure is not handled.
require_relative 'ferry'
require_relative "report_#{ARGV[0]}"

report = Report.new(ARGV[1], 'ferry@2.4.0', 'harbour')

# A ticket that cannot be read; what differs from one to the next makes no other group.
def scan(report, user, text)
  report.user(user)
  Ferry.read(text)
rescue JSON::ParserError => e
  report.handled('library', e)
end

[['7', '{berth 70001}'], ['8', '{berth 70002, and more}'], ['7', '{berth 70003}']].each do |user, text|
  scan(report, user, text)
end

report.breadcrumb('gate', 'ticket 70001 was scanned', { gate: 'B' })
report.breadcrumb('gate', 'the gate stayed shut', { gate: 'B' })
report.context({ line: 'north', deck: '2' }, 'voyage', { ship: 'Alma', passengers: 212 })
begin
  Ferry.harbour('http://quay 7/')
rescue URI::InvalidURIError => e
  report.handled('context', e)
end

begin
  Ferry.board(70_001, {})
rescue Ferry::BoardingError => e
  report.handled('chain', e)
end

[['10:04', 12], ['11:34', 7]].each do |time, minutes|
  report.message('message', "the #{time} ferry is #{minutes} minutes late")
end

report.label = 'unhandled'
begin
  Ferry.fare(1200, 0)
rescue ZeroDivisionError => e
  # Neither SDK watches a program that is no server; this is how a runner of jobs does it.
  report.unhandled(e)
  raise
end
