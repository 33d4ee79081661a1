// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading;

/// <summary>A value for each thread, made when the thread first asks for it.</summary>
public class ThreadLocal<T> : IDisposable
{
    [ThreadStatic]
    private static Dictionary<ThreadLocal<T>, T>? t_values;

    private readonly Func<T>? _factory;
    private readonly List<Box>? _all;
    private bool _isDisposed;

    private sealed class Box(T value)
    {
        internal T Value = value;
        internal readonly int Thread = Environment.CurrentManagedThreadId;
    }

    public ThreadLocal(bool trackAllValues = false)
    {
        if (trackAllValues) _all = [];
    }

    public ThreadLocal(Func<T> valueFactory, bool trackAllValues = false)
        : this(trackAllValues)
    {
        ArgumentNullException.ThrowIfNull(valueFactory);
        _factory = valueFactory;
    }

    public bool IsValueCreated
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return t_values != null && t_values.ContainsKey(this);
        }
    }

    public T Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (t_values != null && t_values.TryGetValue(this, out T? value)) return value;

            value = _factory == null ? default! : _factory();
            if (IsValueCreated) throw new InvalidOperationException("ValueFactory attempted to access the Value property of this instance.");

            Value = value;
            return value;
        }

        set
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            (t_values ??= [])[this] = value;
            if (_all != null) Track(value);
        }
    }

    /// <summary>The values of all threads, also of those that have ended.</summary>
    public IList<T> Values
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_all == null) throw new InvalidOperationException("The ThreadLocal object is not tracking values. To use the Values property, use a ThreadLocal constructor that accepts the trackAllValues parameter and set the parameter to true.");

            lock (_all)
            {
                List<T> values = [];
                foreach (Box box in _all) values.Add(box.Value);
                return values;
            }
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _ = t_values?.Remove(this);
        GC.SuppressFinalize(this);
    }

    private void Track(T value)
    {
        lock (_all!)
        {
            foreach (Box box in _all)
            {
                if (box.Thread != Environment.CurrentManagedThreadId) continue;

                box.Value = value;
                return;
            }

            _all.Add(new Box(value));
        }
    }
}
