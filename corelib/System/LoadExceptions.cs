namespace System;

// Ahead of time these should not happen: ILC makes them of references that it could not resolve.

public class TypeLoadException : SystemException
{
    public TypeLoadException()
        : this("Failure has occurred while loading a type.")
    {
    }

    public TypeLoadException(string? message)
        : base(message) => HResult = unchecked((int)0x80131522);
}

public class MissingMemberException : MemberAccessException
{
    public MissingMemberException(string? message)
        : base(message) => HResult = unchecked((int)0x80131512);
}

public class MissingMethodException(string? message) : MissingMemberException(message);

public class MissingFieldException(string? message) : MissingMemberException(message);

public class EntryPointNotFoundException : TypeLoadException
{
    public EntryPointNotFoundException(string? message)
        : base(message) => HResult = unchecked((int)0x80131523);
}
