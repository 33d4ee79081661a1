namespace System;

// Exceptions that add nothing to Exception but their name, default message and HRESULT (those of .NET).

public class SystemException : Exception
{
    public SystemException()
        : this("System error.")
    {
    }

    public SystemException(string? message)
        : base(message) => HResult = unchecked((int)0x80131501);

    public SystemException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131501);
}

public class ApplicationException : Exception
{
    public ApplicationException()
        : this("Error in the application.")
    {
    }

    public ApplicationException(string? message)
        : base(message) => HResult = unchecked((int)0x80131600);

    public ApplicationException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131600);
}

public class ArithmeticException : SystemException
{
    public ArithmeticException()
        : this("Overflow or underflow in the arithmetic operation.")
    {
    }

    public ArithmeticException(string? message)
        : base(message) => HResult = unchecked((int)0x80070216);

    public ArithmeticException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80070216);
}

public class OverflowException : ArithmeticException
{
    public OverflowException()
        : this("Arithmetic operation resulted in an overflow.")
    {
    }

    public OverflowException(string? message)
        : base(message) => HResult = unchecked((int)0x80131516);

    public OverflowException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131516);
}

public class DivideByZeroException : ArithmeticException
{
    public DivideByZeroException()
        : this("Attempted to divide by zero.")
    {
    }

    public DivideByZeroException(string? message)
        : base(message) => HResult = unchecked((int)0x80020012);

    public DivideByZeroException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80020012);
}

public class NotFiniteNumberException : ArithmeticException
{
    public NotFiniteNumberException()
        : this("Number encountered was not a finite quantity.")
    {
    }

    public NotFiniteNumberException(string? message)
        : base(message) => HResult = unchecked((int)0x80131528);

    public NotFiniteNumberException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131528);
}

public class ArrayTypeMismatchException : SystemException
{
    public ArrayTypeMismatchException()
        : this("Attempted to access an element as a type incompatible with the array.")
    {
    }

    public ArrayTypeMismatchException(string? message)
        : base(message) => HResult = unchecked((int)0x80131503);

    public ArrayTypeMismatchException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131503);
}

public class FormatException : SystemException
{
    public FormatException()
        : this("One of the identified items was in an invalid format.")
    {
    }

    public FormatException(string? message)
        : base(message) => HResult = unchecked((int)0x80131537);

    public FormatException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131537);
}

public class IndexOutOfRangeException : SystemException
{
    public IndexOutOfRangeException()
        : this("Index was outside the bounds of the array.")
    {
    }

    public IndexOutOfRangeException(string? message)
        : base(message) => HResult = unchecked((int)0x80131508);

    public IndexOutOfRangeException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131508);
}

public class InvalidCastException : SystemException
{
    public InvalidCastException()
        : this("Specified cast is not valid.")
    {
    }

    public InvalidCastException(string? message)
        : base(message) => HResult = unchecked((int)0x80004002);

    public InvalidCastException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80004002);
}

public class InvalidOperationException : SystemException
{
    public InvalidOperationException()
        : this("Operation is not valid due to the current state of the object.")
    {
    }

    public InvalidOperationException(string? message)
        : base(message) => HResult = unchecked((int)0x80131509);

    public InvalidOperationException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131509);
}

public class InvalidProgramException : SystemException
{
    public InvalidProgramException()
        : this("Common Language Runtime detected an invalid program.")
    {
    }

    public InvalidProgramException(string? message)
        : base(message) => HResult = unchecked((int)0x8013153A);

    public InvalidProgramException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x8013153A);
}

public class NotImplementedException : SystemException
{
    public NotImplementedException()
        : this("The method or operation is not implemented.")
    {
    }

    public NotImplementedException(string? message)
        : base(message) => HResult = unchecked((int)0x80004001);

    public NotImplementedException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80004001);
}

public class NotSupportedException : SystemException
{
    public NotSupportedException()
        : this("Specified method is not supported.")
    {
    }

    public NotSupportedException(string? message)
        : base(message) => HResult = unchecked((int)0x80131515);

    public NotSupportedException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131515);
}

public class PlatformNotSupportedException : NotSupportedException
{
    public PlatformNotSupportedException()
        : this("Operation is not supported on this platform.")
    {
    }

    public PlatformNotSupportedException(string? message)
        : base(message) => HResult = unchecked((int)0x80131539);

    public PlatformNotSupportedException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131539);
}

public class NullReferenceException : SystemException
{
    public NullReferenceException()
        : this("Object reference not set to an instance of an object.")
    {
    }

    public NullReferenceException(string? message)
        : base(message) => HResult = unchecked((int)0x80004003);

    public NullReferenceException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80004003);
}

public class AccessViolationException : SystemException
{
    public AccessViolationException()
        : this("Attempted to read or write protected memory. This is often an indication that other memory is corrupt.")
    {
    }

    public AccessViolationException(string? message)
        : base(message) => HResult = unchecked((int)0x80004003);

    public AccessViolationException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80004003);
}

public class OutOfMemoryException : SystemException
{
    public OutOfMemoryException()
        : this("Insufficient memory to continue the execution of the program.")
    {
    }

    public OutOfMemoryException(string? message)
        : base(message) => HResult = unchecked((int)0x8007000E);

    public OutOfMemoryException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x8007000E);
}

public class InsufficientMemoryException : OutOfMemoryException
{
    public InsufficientMemoryException()
        : this("Insufficient memory to continue the execution of the program.")
    {
    }

    public InsufficientMemoryException(string? message)
        : base(message) => HResult = unchecked((int)0x8007000E);

    public InsufficientMemoryException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x8007000E);
}

public class InsufficientExecutionStackException : SystemException
{
    public InsufficientExecutionStackException()
        : this("Insufficient stack to continue executing the program safely. This can happen from having too many functions on the call stack or function on the stack using too much stack space.")
    {
    }

    public InsufficientExecutionStackException(string? message)
        : base(message) => HResult = unchecked((int)0x80131578);

    public InsufficientExecutionStackException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131578);
}

public class StackOverflowException : SystemException
{
    public StackOverflowException()
        : this("Operation caused a stack overflow.")
    {
    }

    public StackOverflowException(string? message)
        : base(message) => HResult = unchecked((int)0x800703E9);

    public StackOverflowException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x800703E9);
}

public class RankException : SystemException
{
    public RankException()
        : this("Attempted to operate on an array with the incorrect number of dimensions.")
    {
    }

    public RankException(string? message)
        : base(message) => HResult = unchecked((int)0x80131517);

    public RankException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131517);
}

public class TimeoutException : SystemException
{
    public TimeoutException()
        : this("The operation has timed out.")
    {
    }

    public TimeoutException(string? message)
        : base(message) => HResult = unchecked((int)0x80131505);

    public TimeoutException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131505);
}

public class UnauthorizedAccessException : SystemException
{
    public UnauthorizedAccessException()
        : this("Attempted to perform an unauthorized operation.")
    {
    }

    public UnauthorizedAccessException(string? message)
        : base(message) => HResult = unchecked((int)0x80070005);

    public UnauthorizedAccessException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80070005);
}

public class MemberAccessException : SystemException
{
    public MemberAccessException()
        : this("Cannot access member.")
    {
    }

    public MemberAccessException(string? message)
        : base(message) => HResult = unchecked((int)0x8013151A);

    public MemberAccessException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x8013151A);
}
