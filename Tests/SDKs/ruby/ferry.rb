# A ferry line that sells tickets, badly.
require 'json'
require 'uri'

module Ferry
  class BoardingError < StandardError; end

  # A ticket from what the scanner sent; fails within Ruby's own library.
  def self.read(scan)
    JSON.parse(scan)
  end

  # The harbour that an address belongs to; fails within Ruby's own library, too.
  def self.harbour(address)
    URI.parse(address).host
  end

  # The seat of a plan.
  def self.seat(plan, number)
    plan.fetch(number)
  end

  # Takes somebody aboard; what fails is the consequence of something else.
  def self.board(number, plan)
    seat(plan, number)
  rescue KeyError
    raise BoardingError, "nobody can board with ticket #{number}"
  end

  # What each has to pay.
  def self.fare(pence, passengers)
    pence / passengers
  end
end
