"""What the pages ask for. Forms only collect; what is right is for the services to say."""
