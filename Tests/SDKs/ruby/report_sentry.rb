# Reports with sentry-ruby.
require 'sentry-ruby'

class Report
  attr_accessor :label

  def initialize(dsn, release, environment)
    Sentry.init do |config|
      config.dsn = dsn
      config.release = release
      config.environment = environment
      config.logger = Logger.new($stderr)
      config.background_worker_threads = 0
      config.send_default_pii = true
      config.before_send = lambda do |event, _hint|
        puts "event #{label} #{event.event_id}"
        event
      end
    end
  end

  def user(identity)
    Sentry.set_user(id: identity, email: "passenger#{identity}@ferry.example")
  end

  def breadcrumb(category, message, data)
    Sentry.add_breadcrumb(Sentry::Breadcrumb.new(category: category, message: message, data: data, level: 'info'))
  end

  def context(tags, name, values)
    Sentry.set_tags(tags)
    Sentry.set_context(name, values)
  end

  def handled(label, error)
    self.label = label
    Sentry.capture_exception(error)
  end

  def unhandled(error)
    Sentry.capture_exception(error, level: :fatal)
  end

  def message(label, text)
    self.label = label
    Sentry.capture_message(text, level: :warning)
  end
end
