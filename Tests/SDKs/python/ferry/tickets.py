"""Tickets as they are scanned on the quay."""
import json

from urllib3.util import parse_url


def read(scan):
    """A ticket from what the scanner sent; fails within Python's own library."""
    return json.loads(scan)


def harbour(address):
    """The harbour that an address belongs to; fails within a library that was installed."""
    return parse_url(address).host


def seat(plan, number):
    """The seat of a plan."""
    return plan[number]


def board(number, plan):
    """Takes somebody aboard; what fails is the consequence of something else."""
    try:
        return seat(plan, number)
    except KeyError as reason:
        raise RuntimeError("nobody can board with ticket %d" % number) from reason


def fare(pence, passengers):
    """What each has to pay."""
    return pence // passengers
