# Runs Autobahn's fuzzing client for Python 2 (Jython) against one server. Most of its cases wait for their time to run
# out, so they are dealt to lanes that run side by side in one reactor; the tool's own main goes through them one by one.
# Group 9, the large messages, has an address of its own and three lanes: two of its subgroups, which send a message in many
# small pieces, take a third of its time each.
#
# Arguments: the address, that for large messages, the number of other lanes, the file for the results.

import json
import random
import sys

import autobahntestsuite.choosereactor  # must come before anything of Twisted
from twisted.internet import reactor
from autobahn import websocket
from autobahntestsuite import fuzzing
from autobahntestsuite.case import Cases

# The tool gives a server a second for most things; a busy machine needs more. What passes is over before that.
PATIENCE = 30
PATIENT = {
    "failByDrop": False,
    "openHandshakeTimeout": PATIENCE,
    "closeHandshakeTimeout": PATIENCE,
    "serverConnectionDropTimeout": PATIENCE,
}
# Nor does it look at the content of the echo; in Python each byte of it would cost.
LARGE = dict(PATIENT, applyMask=False, utf8validateIncoming=False)


class Case(fuzzing.FuzzingClientProtocol):

    def killAfter(self, delay):
        fuzzing.FuzzingClientProtocol.killAfter(self, delay + PATIENCE)

    # some cases wait for an answer that must not come, and end by this
    def closeAfter(self, delay):
        fuzzing.FuzzingClientProtocol.closeAfter(self, delay + 9)

    # how long a strict server has to find bytes that are not UTF-8
    def continueLater(self, delay, fun, tag=None):
        fuzzing.FuzzingClientProtocol.continueLater(self, delay * 5, fun, tag)

    # the tool has no result for one that is lost before it has opened, and would end the lane
    def connectionLost(self, reason):
        try:
            fuzzing.FuzzingClientProtocol.connectionLost(self, reason)
        except (AttributeError, KeyError):
            text = "Lost before it had opened: %s" % reason.getErrorMessage()
            Lane.results[self.factory.currentCaseId] = {"behavior": "FAILED", "close": "FAILED", "result": text}


class Zeros(object):

    @staticmethod
    def getrandbits(count):
        return 0


class LargeCase(Case):

    # a mask of zeros is one, and leaves the payload as it is
    def sendFrame(self, *values, **named):
        websocket.random = Zeros
        try:
            fuzzing.FuzzingClientProtocol.sendFrame(self, *values, **named)
        finally:
            websocket.random = random


class Lane(fuzzing.FuzzingClientFactory):

    left = 0
    results = {}
    faults = []
    case = Case

    def buildProtocol(self, address):
        protocol = self.case()
        protocol.factory = self
        protocol.caseAgent = self.agent
        protocol.case = self.currentCaseIndex
        protocol.Case = Cases[self.currentCaseIndex - 1]
        protocol.runCase = protocol.Case(protocol)
        return protocol

    def logCase(self, result):
        print "%s took %d ms" % (result["id"], result["duration"])
        Lane.results[result["id"]] = {
            "behavior": result["behavior"],
            "close": result["behaviorClose"],
            "result": result["result"] + " " + result["resultClose"] + told(result),
        }

    def clientConnectionLost(self, connector, reason):
        if self.nextCase():
            connector.connect()
        else:
            self.end()

    def clientConnectionFailed(self, connector, reason):
        Lane.faults.append("%s: %s" % (self.currentCaseId, reason.getErrorMessage()))
        self.end()

    def end(self):
        Lane.left -= 1
        if Lane.left == 0:
            reactor.stop()


# What is needed to find out why a case has failed.
def told(result):
    if "FAILED" not in (result["behavior"], result["behaviorClose"]):
        return ""
    keys = ("received", "remoteCloseCode", "remoteCloseReason", "wasNotCleanReason", "droppedByMe", "httpResponse")
    return " " + repr([(key, result[key]) for key in keys])[:2000]


class LargeLane(Lane):

    case = LargeCase


def start(lane, url, options, cases):
    Lane.left += 1
    lane({"outdir": "", "options": options, "servers": [{"agent": "server", "url": url}], "cases": cases})


def main(url, large, lanes, report):
    cases = [".".join(case.__name__[len("Case"):].split("_")) for case in Cases]
    pieces = ("9.5.", "9.6.")
    for group in pieces:
        start(LargeLane, large, LARGE, [case for case in cases if case.startswith(group)])
    start(LargeLane, large, LARGE, [case for case in cases if case.startswith("9.") and not case.startswith(pieces)])
    others = [case for case in cases if not case.startswith("9.")]
    for i in range(lanes):
        start(Lane, url, PATIENT, others[i::lanes])
    reactor.run()
    with open(report, "w") as f:
        json.dump({"cases": Lane.results, "faults": Lane.faults, "expected": len(cases)}, f)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
