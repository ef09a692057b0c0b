"""`python -m diemtin`: as the command `diemtin`."""

from diemtin.cli.main import main

if __name__ == "__main__":
    main()
