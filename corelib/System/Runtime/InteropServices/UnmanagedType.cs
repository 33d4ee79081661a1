namespace System.Runtime.InteropServices;

/// <summary>How a value crosses to native code; the C# compiler also marks <c>unmanaged</c> constraints with it.</summary>
public enum UnmanagedType
{
    Bool = 2,
    I1 = 3,
    U1 = 4,
    I2 = 5,
    U2 = 6,
    I4 = 7,
    U4 = 8,
    I8 = 9,
    U8 = 10,
    R4 = 11,
    R8 = 12,
    LPStr = 20,
    LPWStr = 21,
    ByValTStr = 23,
    Struct = 27,
    ByValArray = 30,
    SysInt = 31,
    SysUInt = 32,
    FunctionPtr = 38,
    LPArray = 42,
    LPStruct = 43,
    LPUTF8Str = 48,
}
