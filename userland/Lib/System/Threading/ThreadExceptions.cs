// SPDX-License-Identifier: MIT
namespace System.Threading;

public class ThreadStateException : SystemException
{
    public ThreadStateException()
        : this("Thread was in an invalid state for the operation being executed.")
    {
    }

    public ThreadStateException(string? message)
        : base(message) => HResult = unchecked((int)0x80131520);

    public ThreadStateException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = unchecked((int)0x80131520);
}

public class SemaphoreFullException : SystemException
{
    public SemaphoreFullException()
        : this("Adding the specified count to the semaphore would cause it to exceed its maximum count.")
    {
    }

    public SemaphoreFullException(string? message)
        : base(message)
    {
    }
}


public class BarrierPostPhaseException : Exception
{
    public BarrierPostPhaseException(Exception? innerException)
        : base("The postPhaseAction failed with an exception.", innerException)
    {
    }
}
