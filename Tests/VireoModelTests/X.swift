import Testing
import VireoModel
import VireoTestSupport
