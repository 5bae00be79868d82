# Reports with sentry-raven, the client before sentry-ruby.
require 'sentry_raven_without_integrations'

class Report
  attr_accessor :label

  def initialize(dsn, release, environment)
    Raven.configure do |config|
      config.dsn = dsn
      config.release = release
      config.current_environment = environment
      config.logger = Logger.new($stderr)
      config.project_root = __dir__
      config.before_send = lambda do |event, _hint|
        puts "event #{label} #{event.id}"
        event
      end
    end
  end

  def user(identity)
    Raven.user_context(id: identity, email: "passenger#{identity}@ferry.example")
  end

  def breadcrumb(category, message, data)
    Raven.breadcrumbs.record do |crumb|
      crumb.category = category
      crumb.message = message
      crumb.data = data
      crumb.level = 'info'
    end
  end

  def context(tags, name, values)
    Raven.tags_context(tags)
    Raven.extra_context(name => values)
  end

  def handled(label, error)
    self.label = label
    Raven.capture_exception(error)
  end

  def unhandled(error)
    Raven.capture_exception(error, level: 'fatal')
  end

  def message(label, text)
    self.label = label
    Raven.capture_message(text, level: 'warning')
  end
end
