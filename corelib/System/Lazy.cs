// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System;

/// <summary>A value made when it is first asked for, once, also if several threads ask. A failure is kept and thrown again.</summary>
public class Lazy<T>
{
    private readonly object _gate = new();
    private Func<T>? _factory;
    private Exception? _failure;
    private T? _value;
    private volatile bool _created;

    public Lazy(Func<T> valueFactory)
    {
        ArgumentNullException.ThrowIfNull(valueFactory);
        _factory = valueFactory;
    }

    public Lazy(Func<T> valueFactory, bool isThreadSafe)
        : this(valueFactory)
    {
    }

    public Lazy(T value)
    {
        _value = value;
        _created = true;
    }

    public bool IsValueCreated => _created;

    public T Value => _created ? _value! : Create();

    private T Create()
    {
        lock (_gate)
        {
            if (_created) return _value!;
            if (_failure != null) throw _failure;
            Func<T> factory = _factory ?? throw new InvalidOperationException("ValueFactory attempted to access the Value property of this instance.");
            _factory = null;
            try
            {
                _value = factory();
            }
            catch (Exception e)
            {
                _failure = e;
                throw;
            }
            _created = true;
            return _value;
        }
    }

    public override string? ToString() => _created ? Value?.ToString() : "Value is not created.";
}
