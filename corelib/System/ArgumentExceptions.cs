using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

public class ArgumentException : SystemException
{
    private readonly string? _paramName;

    public ArgumentException()
        : this("Value does not fall within the expected range.")
    {
    }

    public ArgumentException(string? message)
        : this(message, null, null)
    {
    }

    public ArgumentException(string? message, Exception? innerException)
        : this(message, null, innerException)
    {
    }

    public ArgumentException(string? message, string? paramName)
        : this(message, paramName, null)
    {
    }

    public ArgumentException(string? message, string? paramName, Exception? innerException)
        : base(message ?? "Value does not fall within the expected range.", innerException)
    {
        _paramName = paramName;
        HResult = unchecked((int)0x80070057);
    }

    public virtual string? ParamName => _paramName;

    public override string Message => string.IsNullOrEmpty(_paramName) ? base.Message : base.Message + " (Parameter '" + _paramName + "')";

    public static void ThrowIfNullOrEmpty([NotNull] string? argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null)
    {
        if (string.IsNullOrEmpty(argument))
            ThrowNullOrEmpty(argument, paramName);
    }

    [DoesNotReturn]
    private static void ThrowNullOrEmpty(string? argument, string? paramName)
    {
        ArgumentNullException.ThrowIfNull(argument, paramName);
        throw new ArgumentException("The value cannot be an empty string.", paramName);
    }
}

public class ArgumentNullException : ArgumentException
{
    public ArgumentNullException()
        : this(null)
    {
    }

    public ArgumentNullException(string? paramName)
        : this(paramName, "Value cannot be null.")
    {
    }

    public ArgumentNullException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80004003);

    public ArgumentNullException(string? paramName, string? message)
        : base(message, paramName) => HResult = unchecked((int)0x80004003);

    public static void ThrowIfNull([NotNull] object? argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null)
    {
        if (argument is null)
            Throw(paramName);
    }

    public static unsafe void ThrowIfNull([NotNull] void* argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null)
    {
        if (argument is null)
            Throw(paramName);
    }

    [DoesNotReturn]
    private static void Throw(string? paramName) => throw new ArgumentNullException(paramName);
}

public class ArgumentOutOfRangeException : ArgumentException
{
    private const string DefaultMessage = "Specified argument was out of the range of valid values.";
    private readonly object? _actualValue;

    public ArgumentOutOfRangeException()
        : this(null, DefaultMessage)
    {
    }

    public ArgumentOutOfRangeException(string? paramName)
        : this(paramName, DefaultMessage)
    {
    }

    public ArgumentOutOfRangeException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131502);

    public ArgumentOutOfRangeException(string? paramName, string? message)
        : base(message, paramName) => HResult = unchecked((int)0x80131502);

    public ArgumentOutOfRangeException(string? paramName, object? actualValue, string? message)
        : base(message, paramName)
    {
        _actualValue = actualValue;
        HResult = unchecked((int)0x80131502);
    }

    public virtual object? ActualValue => _actualValue;

    public override string Message => _actualValue == null ? base.Message : base.Message + "\nActual value was " + _actualValue + ".";

    public static void ThrowIfZero(int value, [CallerArgumentExpression(nameof(value))] string? paramName = null)
    {
        if (value == 0)
            throw new ArgumentOutOfRangeException(paramName, value, paramName + " ('0') must be a non-zero value.");
    }

    public static void ThrowIfNegative(long value, [CallerArgumentExpression(nameof(value))] string? paramName = null)
    {
        if (value < 0)
            ThrowComparison(paramName, value, "a non-negative value", null);
    }

    public static void ThrowIfNegativeOrZero(long value, [CallerArgumentExpression(nameof(value))] string? paramName = null)
    {
        if (value <= 0)
            ThrowComparison(paramName, value, "a non-negative and non-zero value", null);
    }

    public static void ThrowIfGreaterThan<T>(T value, T other, [CallerArgumentExpression(nameof(value))] string? paramName = null)
        where T : IComparable<T>
    {
        if (value.CompareTo(other) > 0)
            ThrowComparison(paramName, value, "less than or equal to ", other);
    }

    public static void ThrowIfGreaterThanOrEqual<T>(T value, T other, [CallerArgumentExpression(nameof(value))] string? paramName = null)
        where T : IComparable<T>
    {
        if (value.CompareTo(other) >= 0)
            ThrowComparison(paramName, value, "less than ", other);
    }

    public static void ThrowIfLessThan<T>(T value, T other, [CallerArgumentExpression(nameof(value))] string? paramName = null)
        where T : IComparable<T>
    {
        if (value.CompareTo(other) < 0)
            ThrowComparison(paramName, value, "greater than or equal to ", other);
    }

    public static void ThrowIfLessThanOrEqual<T>(T value, T other, [CallerArgumentExpression(nameof(value))] string? paramName = null)
        where T : IComparable<T>
    {
        if (value.CompareTo(other) <= 0)
            ThrowComparison(paramName, value, "greater than ", other);
    }

    [DoesNotReturn]
    private static void ThrowComparison(string? paramName, object? value, string relation, object? other) =>
        throw new ArgumentOutOfRangeException(
            paramName, value, paramName + " ('" + value + "') must be " + relation + (other == null ? "." : "'" + other + "'."));
}

public class ObjectDisposedException : InvalidOperationException
{
    private readonly string? _objectName;

    public ObjectDisposedException(string? objectName)
        : this(objectName, "Cannot access a disposed object.")
    {
    }

    public ObjectDisposedException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131622);

    public ObjectDisposedException(string? objectName, string? message)
        : base(message)
    {
        _objectName = objectName;
        HResult = unchecked((int)0x80131622);
    }

    public string ObjectName => _objectName ?? "";

    public override string Message => string.IsNullOrEmpty(_objectName) ? base.Message : base.Message + "\nObject name: '" + _objectName + "'.";

    public static void ThrowIf([DoesNotReturnIf(true)] bool condition, object instance)
    {
        if (condition)
            throw new ObjectDisposedException(instance.GetType().ToString());
    }
}

public class TypeInitializationException : SystemException
{
    private readonly string? _typeName;

    public TypeInitializationException(string? fullTypeName, Exception? innerException)
        : base("The type initializer for '" + fullTypeName + "' threw an exception.", innerException)
    {
        _typeName = fullTypeName;
        HResult = unchecked((int)0x80131534);
    }

    public string TypeName => _typeName ?? "";
}
