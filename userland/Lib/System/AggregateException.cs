// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text;

namespace System;

/// <summary>Several failures together, as of several tasks.</summary>
public class AggregateException : Exception
{
    private const string DefaultMessage = "One or more errors occurred.";

    private readonly Exception[] _inner;

    public AggregateException()
        : this(DefaultMessage)
    {
    }

    public AggregateException(string? message)
        : base(message) => _inner = [];

    public AggregateException(string? message, Exception innerException)
        : this(message, [innerException])
    {
    }

    public AggregateException(params Exception[] innerExceptions)
        : this(DefaultMessage, innerExceptions)
    {
    }

    public AggregateException(IEnumerable<Exception> innerExceptions)
        : this(DefaultMessage, innerExceptions)
    {
    }

    public AggregateException(string? message, IEnumerable<Exception> innerExceptions)
        : this(message, [.. innerExceptions ?? throw new ArgumentNullException(nameof(innerExceptions))])
    {
    }

    public AggregateException(string? message, params Exception[] innerExceptions)
        : base(message, First(innerExceptions))
    {
        foreach (Exception exception in innerExceptions)
        {
            if (exception == null) throw new ArgumentException("An element of innerExceptions was null.");
        }

        _inner = [.. innerExceptions];
    }

    public ReadOnlyCollection<Exception> InnerExceptions => new(_inner);

    public override string Message
    {
        get
        {
            if (_inner.Length == 0) return base.Message;

            StringBuilder text = new();
            _ = text.Append(base.Message).Append(' ');
            foreach (Exception exception in _inner) _ = text.Append('(').Append(exception.Message).Append(") ");
            text.Length--;
            return text.ToString();
        }
    }

    /// <summary>Throws those that the predicate does not handle.</summary>
    public void Handle(Func<Exception, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        List<Exception>? rest = null;
        foreach (Exception exception in _inner)
        {
            if (!predicate(exception)) (rest ??= []).Add(exception);
        }

        if (rest != null) throw new AggregateException(Message, rest);
    }

    /// <summary>Without aggregates inside.</summary>
    public AggregateException Flatten()
    {
        List<Exception> flat = [];
        List<AggregateException> pending = [this];
        for (int i = 0; i < pending.Count; i++)
        {
            foreach (Exception exception in pending[i]._inner)
            {
                if (exception is AggregateException aggregate) pending.Add(aggregate);
                else flat.Add(exception);
            }
        }

        return new AggregateException(base.Message, flat);
    }

    public override Exception GetBaseException()
    {
        Exception? back = this;
        AggregateException? aggregate = this;
        while (aggregate is { _inner.Length: 1 })
        {
            back = back!.InnerException;
            aggregate = back as AggregateException;
        }

        return back!;
    }

    public override string ToString()
    {
        StringBuilder text = new();
        _ = text.Append(base.ToString());
        for (int i = 0; i < _inner.Length; i++)
        {
            if (_inner[i] == InnerException) continue;

            _ = text.Append("\n ---> (Inner Exception #").Append(i).Append(") ").Append(_inner[i]).Append("<---\n");
        }

        return text.ToString();
    }

    private static Exception? First(Exception[] exceptions)
    {
        ArgumentNullException.ThrowIfNull(exceptions, "innerExceptions");
        return exceptions.Length == 0 ? null : exceptions[0];
    }
}
