using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime;

namespace System;

/// <summary>The root of everything that can be thrown.</summary>
public partial class Exception
{
    private readonly string? _message;
    private readonly Exception? _innerException;

    // Return addresses of the frames passed so far, filled while the exception unwinds (Runtime/Exceptions).
    private StackTraceData _stackTrace;

    public Exception()
    {
    }

    public Exception(string? message) => _message = message;

    public Exception(string? message, Exception? innerException)
    {
        _message = message;
        _innerException = innerException;
    }

    public virtual string Message => _message ?? "Exception of type '" + GetType().ToString() + "' was thrown.";

    public Exception? InnerException => _innerException;

    public int HResult { get; set; } = unchecked((int)0x80131500);

    public virtual string? Source { get; set; }

    public virtual string? HelpLink { get; set; }

    public virtual string? StackTrace => _stackTrace.Format();

    internal ref StackTraceData StackTraceSlot => ref _stackTrace;

    public virtual Exception GetBaseException()
    {
        Exception back = this;
        for (Exception? inner = _innerException; inner != null; inner = inner._innerException)
            back = inner;
        return back;
    }

    public override string ToString()
    {
        string text = GetType().ToString();
        string message = Message;
        if (!string.IsNullOrEmpty(message))
            text = text + ": " + message;
        if (_innerException != null)
            text = text + "\n ---> " + _innerException.ToString() + "\n   --- End of inner exception stack trace ---";
        string? trace = StackTrace;
        return trace == null ? text : text + "\n" + trace;
    }
}
