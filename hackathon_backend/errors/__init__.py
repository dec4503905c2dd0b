"""Every error that this package raises on purpose, as one tree.

    Model7Error
      SettingsError             a setting has a value that can't be used
      RequestError              the caller asked for something that can't be: 400
        NotFound                404
        Expired                 410
        TooLarge                413
        UrlRefused              an address that nothing is fetched from or sent to
        UrlFailed               what a URL names could not be fetched
        KeyReused               422
        ChangeRefused           a video can't be changed in the way that was asked for
        Conflict                409
        TranslationOff          409: there is no language model to translate with
        CollectionRefused       409: a collection can't hold what it was asked to
        TooCostly               413
        TooMuch                 JSON with more in it than is read
        UnsupportedMedia        415
        UpgradeRequired         426
        WrongHost               421
        WrongOrigin             403
        SignatureRefused        401
        LoginRequired           401: nobody is known to have sent it
        CredentialsRefused      401: a key, token, session or password that is wrong, over, or revoked
        NotAllowed              403: it is known who asks, and they may not
          PasswordToChange      403: others know the password, as that of an account that was just made
        ForgeryRefused          403: another site's page may have sent it in somebody's name
        TooManyTries            429: wrong passwords, too many in a row
        TooManySubscriptions    one socket watches too many videos
        NotImplementedHere      501
        DocumentRefused         no lesson can be made of a document
          DocumentEncrypted     422: it opens with a password only
          DocumentBroken        422: it is too damaged to be read
          DocumentTooLarge      413
          DocumentTooLong       413: more pages, slides or chapters than are read
          DocumentUnknown       415: a kind that is not read here
          DocumentEmpty         422: there is nothing in it that can be read
      LimitReached              429: whoever asks has had what they may have for now
        RateExceeded            too many requests in a short time
        QuotaExceeded           as many videos under way, or as many bytes, as one owner may have
        BudgetExceeded          what may be spent on engines that are paid is spent
      Busy                      503
      TooManyWaiting            503
      Stopping                  503
      NotYet                    504
      LeaseLost                 a worker no longer has its job
      OperationTaken            another job holds this order
      NoRoom                    an engine has no free place for an order
      DatabaseAway              503
      LoginAway                 503: the site that knows who asks does not answer
      DiskFull                  507
      WriterError               no brief or answer could be written
        WriterUnreachable       the language model could not be asked at all
        NoLesson                no lesson covers what was asked
      EngineError               a video engine did not deliver
        EngineUnreachable       nothing was made: it could not be reached at all
        KeyRejected             nothing was made: the key is wrong or may not do this
        RateLimited             nothing was made: too many requests, or no credit left
        OrderRejected           nothing was made: the engine does not take such an order
        PromptRefused           400: the prompt is against the policy of this service or of the engine
        EngineBroken            it answered with a fault of its own
        EngineTimeout           it did not finish in the time that it had
        OutcomeUnknown          the order may or may not have been taken
      VoiceError                a voice could not speak
      StoryboardError           a storyboard makes no sense; `param` is the path of the fault
        FormulaError            a text is no formula
        UnknownPlace            a name is no country's and no continent's
        UnknownDrawing          there is no drawing of a subject, or no such part in it
      MediaError                a media file could not be read or made
      StorageError              a file could not be kept
        StorageAway             503: the storage can't be reached at the moment
      PublishingError           a film could not be handed on to a platform
        PublishingOff           409: no service for that is set up
        PublisherAway           503: nothing was published, the service does not answer
        PublisherRefused        nothing was published, the service does not take it
        PublicationUnsure       the answer was lost: it may have been published
      ClientError               as a client of a server: it gave no video
        ServerRefused           the server does not take the request
        ServerUnreachable       the server does not answer
        VideoFailed             the video failed, or was not finished in time
        LessonNotMade           no lesson came of a document, or not in time

Each class has a stable `code` (snake_case), the HTTP `status` that it becomes, and `retryable`: whether the same call
can work later. The message names the fix. The branches are in files of their own; all are imported from here.
"""

from .documents import *  # noqa: F403
from .making import *  # noqa: F403
from .publishing import *  # noqa: F403
from .requests import *  # noqa: F403
from .root import *  # noqa: F403
from .service import *  # noqa: F403
